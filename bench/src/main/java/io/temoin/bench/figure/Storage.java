// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** Where recording-service, and the plain rival with it, puts audio. */
enum Storage {
    FILES("", "/files/", "same handler, plain bytes"),
    BUCKET("-s3", "/objects/", "same handler, plain S3 client");

    private final String suffix;
    private final String path;
    private final String baseline;

    Storage(String suffix, String path, String baseline) {
        this.suffix = suffix;
        this.path = path;
        this.baseline = baseline;
    }

    /** The name of a figure of it. */
    String figure(String name) {
        return name + suffix;
    }

    /** What it is measured against, in words. */
    String baseline() {
        return baseline;
    }

    ServerProcess recording(Rig rig, ServerProcess consent) {
        return switch (this) {
            case FILES -> rig.recording(consent);
            case BUCKET -> {
                rig.audioBucket();
                yield rig.recordingInBucket(consent);
            }
        };
    }

    ServerProcess plain(Rig rig) {
        return switch (this) {
            case FILES -> rig.plain();
            case BUCKET -> {
                rig.plainBucket();
                yield rig.plainInBucket();
            }
        };
    }

    /** Where the rival has something. */
    URI plainAddress(ServerProcess bare, UUID id) {
        return bare.address().resolve(path + id);
    }

    /** The bytes of a run are of no use to the next, and the disk is finite. */
    void discard(Rig rig) throws IOException {
        List<Path> folders =
                switch (this) {
                    case FILES -> List.of(rig.audio(), rig.plainFiles());
                    case BUCKET -> List.of(rig.audioBucket(), rig.plainBucket());
                };
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                delete(folder);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
