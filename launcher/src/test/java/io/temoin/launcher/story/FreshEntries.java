// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.Suite;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls that are decided while a replica of audit-service hangs, and their entries in the trail:
 * another replica reads them from the topic, adds them to the log and signs it.
 */
final class FreshEntries {

    /** So many that each partition of the topic gets some. */
    private static final int DECISIONS = 24;

    private static final int FIRST_NUMBER = 800_000;

    /** Entries are added to the log every 0.2 s, and it is signed every 0.5 s and cosigned. */
    private static final Duration ADDED_AND_SIGNED_WITHIN = Duration.ofSeconds(2);

    private static final Duration PROVEN_WITHIN =
            ConsumerGroup.CONSUMED_WITHIN.plus(ADDED_AND_SIGNED_WITHIN);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final SuiteLedger ledger;
    private final String correlation = UUID.randomUUID().toString();

    private FreshEntries(Suite suite) {
        this.ledger = new SuiteLedger(suite);
    }

    /** Has calls decided. */
    static FreshEntries ofDecisions(Suite suite) {
        var entries = new FreshEntries(suite);
        try (var http = HttpClient.newHttpClient()) {
            var conversation = new Conversation(http, suite.state(), new Transcript(_ -> {}));
            for (var call = 0; call < DECISIONS; call++) {
                var number = "+33199%06d".formatted(FIRST_NUMBER + call);
                var question = PermissionChapter.decision(Actor.DIALER, number);
                conversation
                        .quietly(question.with("X-Correlation-Id", entries.correlation))
                        .status(201);
            }
        }
        return entries;
    }

    /**
     * Returns once a checkpoint covers the entry of each of them.
     *
     * @param begin when the replica began to hang, as {@link System#nanoTime()} has it
     */
    void awaitProof(long begin) {
        var proven = proven();
        while (proven < DECISIONS) {
            assertThat(since(begin))
                    .as("%d of %d entries are under a checkpoint", proven, DECISIONS)
                    .isLessThan(PROVEN_WITHIN.toMillis());
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            proven = proven();
        }
        System.out.printf(
                "  hang of audit-service: new entries are under a checkpoint after %d ms%n",
                since(begin));
    }

    private int proven() {
        return ledger.proven("claimed:" + correlation);
    }

    private static long since(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }
}
