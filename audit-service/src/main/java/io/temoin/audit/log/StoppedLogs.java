// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The logs that are not what they were when they were signed last, or were signed by others:
 * nothing more is put into them or signed until somebody has looked and the service was started
 * again. Safe for several threads.
 */
@Singleton
class StoppedLogs {

    private static final Logger LOG = Logger.getLogger(StoppedLogs.class);

    private final Set<String> shards = ConcurrentHashMap.newKeySet();

    StoppedLogs(MeterRegistry metrics) {
        metrics.gauge("temoin.audit.log.stopped", shards, Set::size);
    }

    boolean contains(String shard) {
        return shards.contains(shard);
    }

    /** Stops a log that is not what was signed of it; says so once. */
    void stop(String shard, String why) {
        say(shard, why + " Was its database restored from a backup, or changed?");
    }

    /** Stops a log that the keys of today may not go on with; says so once. */
    void stopForItsKeys(String shard, String why) {
        say(shard, why);
    }

    private void say(String shard, String why) {
        if (shards.add(shard)) {
            LOG.errorf("log %s is stopped and not signed any more: %s", shard, why);
        }
    }
}
