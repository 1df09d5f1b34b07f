// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the public language of the suite lies in the source tree: the folder {@code contracts}. */
public final class ContractFiles {

    private ContractFiles() {}

    /** The folder {@code contracts/}. */
    public static Path folder() {
        return root().resolve("contracts");
    }

    /** The folder of one event type in one version, with its schema and its example. */
    public static Path event(String type) {
        return folder().resolve("events").resolve(type);
    }

    /** The committed OpenAPI document of a service. */
    public static Path openApi(String service) {
        return folder().resolve("openapi").resolve(service + ".yaml");
    }

    /** The examples of a service's bodies: a file for each schema. */
    public static Path examples(String service) {
        return folder().resolve("examples").resolve(service);
    }

    /** Who may call what of a service. */
    public static Path access(String service) {
        return folder().resolve("access").resolve(service + ".csv");
    }

    /** Every published event type with its version, sorted. */
    public static List<String> eventTypes() {
        try (var folders = Files.list(folder().resolve("events"))) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The text of a file; fails with its name when it is not there. */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    /** Replaces a file, with the folders it needs. */
    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    private static Path root() {
        String stated = System.getProperty("temoin.root");
        if (stated != null && Files.exists(Path.of(stated, "mvnw"))) {
            return Path.of(stated);
        }
        @Nullable Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("not inside the source tree, and temoin.root is unset");
        }
        return folder;
    }
}
