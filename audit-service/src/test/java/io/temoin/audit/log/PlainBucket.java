// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.ConfiguredBuckets;
import io.temoin.objectstorage.StorageServers;
import java.net.URI;
import java.util.Map;

/** A bucket for the logs on a storage that knows no versions. */
final class PlainBucket {

    private PlainBucket() {}

    /** The settings of a service that publishes there. */
    static AuditConfig settings(String bucket) {
        return settings(bucket, StorageServers.plain());
    }

    /** The same by another way. */
    static AuditConfig settings(String bucket, URI endpoint) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(AuditConfig.class)
                .withDefaultValues(
                        Map.of(
                                ConfiguredBuckets.LOGS + "bucket",
                                bucket,
                                ConfiguredBuckets.LOGS + "endpoint",
                                endpoint.toString(),
                                ConfiguredBuckets.LOGS + "path-style",
                                "true",
                                ConfiguredBuckets.LOGS + "poll-interval",
                                "1h"))
                .build()
                .getConfigMapping(AuditConfig.class);
    }
}
