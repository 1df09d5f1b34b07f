// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the checkout this JVM runs in, since the servers are unpacked into {@code platform/target}
 * by the build. The system property {@code temoin.root} names it (the build and the {@code temoin}
 * script set it); without it, the nearest folder above the working directory that holds {@code
 * mvnw}.
 */
public final class SourceTree {

    private SourceTree() {}

    /** The root folder of the checkout. */
    public static Path root() {
        var named = System.getProperty("temoin.root");
        if (named != null) {
            return Path.of(named).toAbsolutePath().normalize();
        }
        for (var folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new ComponentFailure(
                "No Temoin checkout found in or above "
                        + Path.of("").toAbsolutePath()
                        + ": set the system property temoin.root to it.");
    }

    /** Something the build of this module has put under {@code platform/target}. */
    static Path built(String name) {
        var path = root().resolve("platform/target").resolve(name);
        if (!Files.exists(path)) {
            throw new ComponentFailure(
                    path + " is missing: build it with ./mvnw -pl platform process-classes.");
        }
        return path;
    }
}
