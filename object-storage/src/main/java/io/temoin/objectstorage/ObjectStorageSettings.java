// SPDX-License-Identifier: Apache-2.0
package io.temoin.objectstorage;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of a bucket, which a service nests in its own. Credentials come from the environment, a
 * file or the workload's identity.
 */
public interface ObjectStorageSettings {

    /** The bucket, which must exist. */
    Optional<String> bucket();

    /** Its region; of storage other than AWS, {@code us-east-1} if it knows no regions. */
    Optional<String> region();

    /** Address of storage other than AWS. */
    Optional<URI> endpoint();

    /** Whether the bucket is part of the path instead of the host name. */
    @WithDefault("false")
    boolean pathStyle();

    /** Folder in the bucket. */
    Optional<String> prefix();

    /** How the storage encrypts once more: {@code none}, {@code AES256} or {@code aws:kms}. */
    @WithDefault("none")
    String serverSideEncryption();

    /** The key for {@code aws:kms}, if not the bucket's own. */
    Optional<String> kmsKeyId();

    /** How long one attempt of a request may take; there are three at most. */
    @WithDefault("5s")
    Duration requestTimeout();

    /** How long one attempt to store an object or a part may take; there are three at most. */
    @WithDefault("30s")
    Duration partTimeout();

    /** Maximum number of connections to the storage. */
    @WithDefault("200")
    int maxConnections();
}
