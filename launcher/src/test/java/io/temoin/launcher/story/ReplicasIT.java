// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.SuiteFolder;
import io.temoin.platform.Component;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas of each service on the same databases and topics, behind a proxy that knows nothing
 * of them: the story comes out as with one. Then, while it runs in a loop, the replica that reads a
 * service's feeds is killed, or hangs and wakes up again; the other takes over. All are restarted,
 * one after the other, and no client sees it. Each acknowledged command has its effect once.
 */
class ReplicasIT {

    /** Six seconds of silence and the next poll; the rest is for a machine under load. */
    private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(20);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    @TempDir Path data;

    @Test
    void takeOverFromOneThatIsKilledOrHangsAndLoseNothing() throws Exception {
        var folder = new SuiteFolder(data);
        try (var suite = Suite.start(folder, 2, Map.of(), ReplicasIT::print);
                var owners = new FeedOwners(suite);
                var thread = Executors.newSingleThreadExecutor()) {
            Story.prepare(suite.state());
            assertThat(Story.play(suite.state(), folder, _ -> {}).summary()).contains("completed");

            var ended = new AtomicBoolean();
            var loop = new StoryLoop(suite, ended);
            loop.prepare();
            var running = CompletableFuture.runAsync(loop, thread);
            try {
                for (var service : ServiceName.values()) {
                    kill(suite, owners, service);
                }
                restartOneByOne(suite);
                hang(suite, owners, ServiceName.RECORDING);
                hang(suite, owners, ServiceName.CONSENT);
            } finally {
                ended.set(true);
            }
            running.get(5, TimeUnit.MINUTES);

            Reconciliation.afterHangs(suite).check(loop);
        }
    }

    /** As an upgrade does it. */
    private static void restartOneByOne(Suite suite) throws Exception {
        try (var load = SteadyLoad.on(suite)) {
            for (var service : ServiceName.values()) {
                for (var replica : suite.replicas(service)) {
                    replica.close();
                    replica.restart();
                }
            }
            System.out.printf("  restarted one by one: %s%n", load.summary());
            assertThat(load.asked()).isGreaterThan(200);
            assertThat(load.failed()).as("requests that failed twice").isEmpty();
        }
    }

    private static void kill(Suite suite, FeedOwners owners, ServiceName service) {
        var owner = owner(owners, service);
        var feeds = feeds(owners, service);
        suite.replicas(service).get(owner).kill();

        awaitTakeOver(owners, service, 1 - owner, feeds, "kill -9");
        suite.replicas(service).get(owner).restart();
    }

    private static void hang(Suite suite, FeedOwners owners, ServiceName service) throws Exception {
        var owner = owner(owners, service);
        var feeds = feeds(owners, service);
        Component hung = suite.replicas(service).get(owner);
        signal("STOP", hung);
        try {
            awaitTakeOver(owners, service, 1 - owner, feeds, "hang");
        } finally {
            signal("CONT", hung);
        }
    }

    /** The replica that has the relay. */
    private static int owner(FeedOwners owners, ServiceName service) {
        return owners.of(service, 0).contains("kafka") ? 0 : 1;
    }

    private static Set<String> feeds(FeedOwners owners, ServiceName service) {
        var feeds = new TreeSet<>(owners.of(service, 0));
        feeds.addAll(owners.of(service, 1));
        assertThat(feeds).as("who reads the feeds of %s", service).contains("kafka");
        return feeds;
    }

    private static void awaitTakeOver(
            FeedOwners owners, ServiceName service, int other, Set<String> feeds, String what) {
        var begin = System.nanoTime();
        while (!owners.of(service, other).equals(feeds)) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("%s of %s: %s", what, service, owners.of(service, other))
                    .isLessThan(TAKEN_OVER_WITHIN);
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        System.out.printf(
                "  %s of %s: taken over after %d ms%n",
                what,
                service.deployable(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    private static void signal(String name, Component process) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
