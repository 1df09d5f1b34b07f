// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.packaged;

import io.temoin.retention.disposition.KilledDispositions;
import io.temoin.retention.disposition.KilledRequestFile;
import io.temoin.retention.rights.KilledErasures;
import io.temoin.retention.rights.accesspackage.KilledCopies;
import io.temoin.retention.rights.accesspackage.KilledPackages;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} at every boundary between two steps of an access package, of an erasure and of a
 * disposition: the process loses its memory, and another one goes on. All of it ends as if nothing
 * had happened. Many boundaries are reached before one kill, since a start is what takes time. What
 * other services do is played here; {@code KillLoopIT} of the launcher kills them, too.
 */
class KilledWorkIT {

    private static final int LIVES = 2;

    private List<KilledWork> all = List.of();

    /** They speak to the brokers from the beginning. */
    @BeforeEach
    void open() {
        PackagedRetention.startComponents();
        all =
                List.of(
                        new KilledCopies(),
                        new KilledErasures(),
                        new KilledPackages(),
                        new KilledDispositions(),
                        new KilledRequestFile());
    }

    @AfterEach
    void close() {
        all.forEach(KilledWork::close);
    }

    /**
     * Who is held up waits for this test, and others must not wait for them. When the clock goes
     * on, no part of a package is late.
     */
    private static Map<String, String> settings(Duration ahead) {
        return Map.ofEntries(
                Map.entry("TEMOIN_DEMO_CLOCK_OFFSET", ahead.toString()),
                Map.entry("TEMOIN_RETENTION_PACKAGES_PARTS_WITHIN", "240h"),
                Map.entry("KAFKA_SESSION_TIMEOUT_MS", "6000"),
                Map.entry("KAFKA_HEARTBEAT_INTERVAL_MS", "2000"),
                Map.entry("TEMOIN_PACKAGES_STORE", "files"),
                Map.entry("TEMOIN_PACKAGES_DIRECTORY", KilledPackages.STORAGE.toString()),
                Map.entry("TEMOIN_PACKAGES_LEASE", "2s"),
                Map.entry("TEMOIN_PACKAGES_POLL_INTERVAL", "200ms"),
                Map.entry("TEMOIN_RETENTION_PACKAGES_POLL_INTERVAL", "200ms"),
                Map.entry("TEMOIN_PACKAGES_RETRY_AFTER", "2s"),
                Map.entry("TEMOIN_PACKAGES_ATTEMPTS", "1000"),
                Map.entry("TEMOIN_LIMITS_DATABASE_LOCK_MS", "60000"),
                Map.entry("TEMOIN_LIMITS_DATABASE_STATEMENT_MS", "60000"),
                Map.entry("TEMOIN_LIMITS_DATABASE_IDLE_TRANSACTION_MS", "60000"),
                Map.entry("TEMOIN_LIMITS_DATABASE_FEED_IDLE_TRANSACTION_MS", "60000"),
                Map.entry("QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE", "20"),
                Map.entry("QUARKUS_DATASOURCE_FEED_REACTIVE_MAX_SIZE", "20"));
    }

    @Test
    void endsAsIfNothingHadHappenedWhereverItsProcessIsKilled() throws SQLException {
        for (int life = 1; life <= LIVES; life++) {
            try (HeldSteps held = HeldSteps.none();
                    PackagedRetention process = PackagedRetention.start(settings(Duration.ZERO))) {
                for (KilledWork work : all) {
                    work.prepare(life);
                }
                for (KilledWork work : all) {
                    work.cut(life, held);
                }
                for (KilledWork work : all) {
                    work.reachRefused(life);
                }
                for (KilledWork work : all) {
                    work.reachHeld(life, held);
                }
                process.kill();
                held.awaitLost();
            }
        }
        try (PackagedRetention _ = PackagedRetention.start(settings(KilledRequestFile.LATER))) {
            all.forEach(KilledWork::end);
        }
    }
}
