// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.temoin.objectstorage.ObjectStorageSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the parts of access packages are stored; the same in all services. */
@ConfigMapping(prefix = "temoin.packages")
public interface PartConfig {

    /** Kinds of storage. */
    enum Store {
        NONE,
        FILES,
        S3
    }

    /** What holds the sealed parts: {@code none}, {@code files} or {@code s3}. */
    @WithDefault("none")
    Store store();

    /** Folder of the sealed parts: a volume that all replicas of all services can write. */
    Optional<Path> directory();

    /** The bucket. */
    ObjectStorageSettings s3();

    /** How often to check for parts that have to be written. */
    @WithDefault("1s")
    Duration pollInterval();

    /** How long a process that writes a part may show no activity before another takes over. */
    @WithDefault("1m")
    Duration lease();

    /** Number of attempts to write a part. */
    @WithDefault("5")
    int attempts();

    /** Pause before another attempt. */
    @WithDefault("30s")
    Duration retryAfter();
}
