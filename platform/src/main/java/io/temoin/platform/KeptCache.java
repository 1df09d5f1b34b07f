// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The ahead-of-time cache that was trained last. It is kept outside the application's folder, which
 * each packaging empties, and used again for as long as the application and the JVM are the same.
 */
final class KeptCache {

    private final QuarkusApplication application;
    private final Path cache;
    private final Path owner;

    /**
     * @param folder where it is kept
     */
    KeptCache(QuarkusApplication application, Path folder) {
        this.application = application;
        this.cache = folder.resolve("app.aot");
        this.owner = folder.resolve("trained-for");
    }

    /** Gives the application the cache, if it was trained for it. */
    boolean restore() {
        try {
            if (!Files.exists(cache)
                    || !Files.exists(owner)
                    || !Files.readString(owner).equals(described())) {
                return false;
            }
            Files.copy(cache, application.cache(), StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a cache that was just trained, and gives it to the application. */
    void keep(Path trained) {
        try {
            Files.createDirectories(cache.getParent());
            Files.deleteIfExists(owner); // not for the cache that is replaced
            Files.move(trained, cache, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(owner, described());
            Files.copy(cache, application.cache(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String described() {
        return String.join(
                        " ",
                        application.build(),
                        Runtime.version().toString(),
                        QuarkusApplication.TRAINING.toString())
                + System.lineSeparator();
    }
}
