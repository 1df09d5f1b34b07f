// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.ServiceProcess;
import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.SuiteFolder;
import io.temoin.platform.Concurrently;
import io.temoin.platform.RoundRobinProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas of each service on the same databases and topics, behind a proxy that knows nothing
 * of them: the story comes out as with one, and what one knows the others know. Then, while it runs
 * in a loop, the replica that reads a service's feeds is killed, or hangs and wakes up again; the
 * other takes over. All are restarted, one after the other, and no client sees it. PostgreSQL hangs
 * for longer than a claim to a feed lasts, then Kafka; PostgreSQL is restarted. Each acknowledged
 * command has its effect once.
 *
 * <p>{@code -Dtemoin.fault.hang-seconds=10,30,60,120} lets both hang so often and for so long, one
 * after the other; {@code -Dtemoin.fault.replicas=3} runs more replicas.
 */
class ReplicasIT {

    private static final int REPLICAS = Integer.getInteger("temoin.fault.replicas", 2);

    private static final List<Duration> HANGS =
            Arrays.stream(System.getProperty("temoin.fault.hang-seconds", "10").split(","))
                    .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                    .toList();

    /**
     * The loop and the load ask for minutes without a pause: six searches a second, and in the long
     * runs more listenings and evidence than one person is given in an hour.
     */
    private static final Map<String, String> LIMITS =
            Map.of(
                    "TEMOIN_LIMITS_COSTLY_SEARCHES_REQUESTS", "6000",
                    "TEMOIN_LIMITS_COSTLY_LISTENINGS_REQUESTS", "6000",
                    "TEMOIN_LIMITS_COSTLY_EVIDENCE_BUNDLES_REQUESTS", "6000");

    /** Take-overs take most of the time; a loop without a pause would take both cores meanwhile. */
    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(1);

    @TempDir Path data;

    @Test
    void takeOverFromOneThatIsKilledOrHangsAndLoseNothing() throws Exception {
        var folder = new SuiteFolder(data);
        try (var suite = Suite.start(folder, REPLICAS, LIMITS, ReplicasIT::print);
                var owners = new FeedOwners(suite);
                var thread = Executors.newSingleThreadExecutor()) {
            Story.prepare(suite.state());
            assertThat(Story.play(suite.state(), folder, _ -> {}).summary()).contains("completed");

            var ended = new AtomicBoolean();
            var loop = new StoryLoop(suite, ended, BETWEEN_CALLS);
            AcrossReplicas.check(suite, loop);
            loop.prepare();
            var running = CompletableFuture.runAsync(loop, thread);
            try {
                var replicas = new ReplicaFaults(suite, owners);
                replicas.killEach();
                restartOneByOne(suite);
                replicas.hangEach();
                var faults = new ComponentFaults(suite, owners);
                for (var lasting : HANGS) {
                    faults.hangPostgres(lasting);
                    faults.hangKafka(lasting);
                    assertThat(running).as("the loop goes on").isNotDone();
                }
                if (System.getProperty("temoin.fault.hang-seconds") != null) {
                    faults.restartPostgres(); // each build kills it in KillLoopIT
                }
            } finally {
                ended.set(true);
            }
            running.get(5, TimeUnit.MINUTES);

            Reconciliation.afterHangs(suite).check(loop);
        }
    }

    /** As an upgrade does it: each service for itself. */
    private static void restartOneByOne(Suite suite) {
        try (var load = SteadyLoad.on(suite)) {
            Concurrently.all(
                    Arrays.stream(ServiceName.values())
                            .map(suite::replicas)
                            .map(all -> () -> restart(all)));
            System.out.printf("  restarted one by one: %s%n", load.summary());
            assertThat(load.asked()).isGreaterThan(200);
            assertThat(load.failed())
                    .as(() -> "requests that failed twice; nginx says " + proxyLog(suite))
                    .isEmpty();
        }
    }

    private static String proxyLog(Suite suite) {
        try {
            return Files.readString(suite.folder().log(RoundRobinProxy.NAME));
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    private static void restart(List<ServiceProcess> replicas) {
        for (var replica : replicas) {
            replica.close();
            replica.restart();
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
