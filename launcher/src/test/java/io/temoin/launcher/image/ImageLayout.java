// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** An image as an OCI layout, the format in which it is also pushed. */
record ImageLayout(JsonNode index, JsonNode manifest, JsonNode config) {

    /** The most bytes that an image may have, compressed. */
    static final long LARGEST = 150_000_000;

    /** Reads the one image of a layout. */
    static ImageLayout read(Path folder) throws IOException {
        var mapper = new ObjectMapper();
        var index = mapper.readTree(folder.resolve("index.json").toFile());
        var manifest = mapper.readTree(blob(folder, index.at("/manifests/0")).toFile());
        var config = mapper.readTree(blob(folder, manifest.path("config")).toFile());
        return new ImageLayout(index, manifest, config);
    }

    /** Its name, with the tag. */
    String name() {
        return index.at("/manifests/0/annotations/org.opencontainers.image.ref.name").asText();
    }

    /** What is transferred when it is pulled. */
    long compressedBytes() {
        var bytes = 0L;
        for (var layer : manifest.path("layers")) {
            bytes += layer.path("size").asLong();
        }
        return bytes;
    }

    /** One of its labels, by the last part of the name that OCI gives it. */
    String label(String name) {
        return config.path("config")
                .path("Labels")
                .path("org.opencontainers.image." + name)
                .asText();
    }

    private static Path blob(Path folder, JsonNode descriptor) {
        return folder.resolve("blobs")
                .resolve(descriptor.path("digest").asText().replace(':', '/'));
    }
}
