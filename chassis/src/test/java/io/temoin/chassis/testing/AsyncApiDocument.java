// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The description of the topics, {@code contracts/asyncapi.yaml}. */
public final class AsyncApiDocument {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private AsyncApiDocument() {}

    /** Where it lies. */
    public static Path file() {
        return ContractFiles.folder().resolve("asyncapi.yaml");
    }

    /** The document as it is committed. */
    public static JsonNode committed() {
        return read(file());
    }

    /** A document as it lies elsewhere. */
    static JsonNode read(Path file) {
        try {
            return YAML.readTree(ContractFiles.read(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(file + " is not YAML", failure);
        }
    }
}
