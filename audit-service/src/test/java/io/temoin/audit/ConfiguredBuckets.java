// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.temoin.platform.FreePorts;
import java.util.Map;

/**
 * A bucket for the logs in the configuration, which nobody publishes to until a test opens the way
 * to its storage and has the job look.
 */
public final class ConfiguredBuckets implements QuarkusTestResourceLifecycleManager {

    /** Where its settings are. */
    public static final String LOGS = "temoin.audit.log.publication.";

    /** Called by Quarkus, which makes its test resources by reflection. */
    public ConfiguredBuckets() {}

    @Override
    public Map<String, String> start() {
        return Map.of(
                LOGS + "bucket", "temoin-logs",
                LOGS + "prefix", "public/logs",
                LOGS + "endpoint", "http://127.0.0.1:" + FreePorts.any(),
                LOGS + "path-style", "true",
                LOGS + "request-timeout", "2s",
                LOGS + "part-timeout", "2s",
                LOGS + "poll-interval", "1h");
    }

    @Override
    public void stop() {
        // The server ends with the process.
    }
}
