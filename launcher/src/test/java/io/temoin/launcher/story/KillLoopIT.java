// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.SuiteFolder;
import io.temoin.platform.Component;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of every service, of Kafka, PostgreSQL and the witness at random moments of a
 * running story loop. Afterwards each acknowledged command's effect is in the store, on the topic
 * and in the trail exactly once, nothing is half erased, every erasure that people asked for is
 * carried out once, every package that they got is whole, and nobody had to lend a hand.
 *
 * <p>Every build runs the same few rounds: with this seed they kill each of the seven parts at
 * least once. {@code -Dtemoin.fault.rounds=200 -Dtemoin.fault.seed=random} runs more, at other
 * moments; the seed is printed, and {@code -Dtemoin.fault.seed=…} runs it again.
 */
class KillLoopIT {

    private static final int ROUNDS = Integer.getInteger("temoin.fault.rounds", 8);
    private static final String PINNED_SEED = "20261129";

    /** Most of the time parts start again, which needs the cores, too. */
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(150);

    private static final Duration LONGEST_CALM = Duration.ofMillis(2500);

    @TempDir Path data;

    @Test
    void losesNothingAndRepeatsNothingWhateverIsKilled() throws Exception {
        long seed = seed();
        System.out.printf("KillLoopIT: %d rounds, seed %d%n", ROUNDS, seed);
        try (var suite = Suite.start(new SuiteFolder(data), KillLoopIT::print);
                var thread = Executors.newSingleThreadExecutor()) {
            var ended = new AtomicBoolean();
            var rights = new RightsUnderFire(suite);
            var loop = new StoryLoop(suite, ended, BETWEEN_CALLS, rights::play);
            loop.prepare();
            var running = CompletableFuture.runAsync(loop, thread);
            try {
                killAtRandom(suite, new Random(seed), running);
                rights.awaitRounds(running);
            } finally {
                ended.set(true);
            }
            running.get(5, TimeUnit.MINUTES);
            rights.check();
            Reconciliation.of(suite).check(loop);
        }
    }

    private static long seed() {
        String asked = System.getProperty("temoin.fault.seed", PINNED_SEED);
        return asked.equals("random") ? System.nanoTime() : Long.parseLong(asked);
    }

    private static void killAtRandom(Suite suite, Random random, CompletableFuture<Void> running) {
        List<Map.Entry<String, Component>> victims =
                suite.parts().entrySet().stream()
                        .filter(part -> !part.getKey().equals("Keycloak"))
                        .toList();
        for (int round = 1; round <= ROUNDS && !running.isDone(); round++) {
            LockSupport.parkNanos(random.nextLong(LONGEST_CALM.toNanos()));
            // Every part in turn, now and then the next one, so that few rounds reach them all.
            var victim = victims.get((round + random.nextInt(2)) % victims.size());
            System.out.printf("  round %d: kill -9 %s%n", round, victim.getKey());
            victim.getValue().kill();
            LockSupport.parkNanos(random.nextLong(LONGEST_CALM.toNanos() / 5));
            victim.getValue().restart();
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
