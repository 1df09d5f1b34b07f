// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.ServiceProcess;
import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.SuiteFolder;
import io.temoin.platform.Component;
import io.temoin.platform.RoundRobinProxy;
import io.temoin.platform.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
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

    /**
     * PostgreSQL frees the lock as soon as the connection is closed, and the next poll finds it:
     * 2.5 s at the longest in six builds.
     */
    private static final Duration KILLED_TAKEN_OVER_WITHIN = Duration.ofSeconds(5);

    /** Six seconds of silence and the next poll: 6.7 s at the longest in six builds. */
    private static final Duration HUNG_TAKEN_OVER_WITHIN = Duration.ofSeconds(10);

    /** Six seconds until the broker gives a silent member up, two until the others hear of it. */
    private static final Duration CONSUMED_WITHIN = Duration.ofSeconds(10);

    private static final int REPLICAS = Integer.getInteger("temoin.fault.replicas", 2);

    private static final List<Duration> HANGS =
            Arrays.stream(System.getProperty("temoin.fault.hang-seconds", "10").split(","))
                    .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                    .toList();

    /** Take-overs take most of the time; a loop without a pause would take both cores meanwhile. */
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(300);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    @TempDir Path data;

    @Test
    void takeOverFromOneThatIsKilledOrHangsAndLoseNothing() throws Exception {
        var folder = new SuiteFolder(data);
        try (var suite = Suite.start(folder, REPLICAS, Map.of(), ReplicasIT::print);
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
                for (var service : ServiceName.values()) {
                    kill(suite, owners, service);
                }
                restartOneByOne(suite);
                hang(suite, owners, ServiceName.RECORDING);
                hang(suite, owners, ServiceName.CONSENT);
                var faults = new ComponentFaults(suite, owners);
                for (var lasting : HANGS) {
                    faults.hangPostgres(lasting);
                    faults.hangKafka(lasting);
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
            CompletableFuture.allOf(
                            Arrays.stream(ServiceName.values())
                                    .map(suite::replicas)
                                    .map(all -> CompletableFuture.runAsync(() -> restart(all)))
                                    .toArray(CompletableFuture<?>[]::new))
                    .join();
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

    private static void kill(Suite suite, FeedOwners owners, ServiceName service) {
        var owner = owner(owners, service);
        var feeds = feeds(owners, service);
        suite.replicas(service).get(owner).kill();

        awaitTakeOver(owners, service, owner, feeds, "kill -9", KILLED_TAKEN_OVER_WITHIN);
        if (service == ServiceName.RETENTION) {
            awaitConsumers(suite, service);
        }
        suite.replicas(service).get(owner).restart();
    }

    /** Until the partitions of the one that was killed are another's: its members are gone. */
    private static void awaitConsumers(Suite suite, ServiceName service) {
        var begin = System.nanoTime();
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", suite.kafka().bootstrapServers()))) {
            var members = members(admin, service).size();
            until(
                    begin,
                    CONSUMED_WITHIN,
                    () -> {
                        var left = members(admin, service);
                        return left.size() < members
                                && left.stream().mapToInt(ReplicasIT::partitions).sum()
                                        == Topics.PARTITIONS;
                    },
                    () -> "consumers of %s: %s".formatted(service, members(admin, service)));
        }
        System.out.printf(
                "  kill -9 of %s: its partitions are read after %d ms%n",
                service.deployable(), since(begin));
    }

    private static Collection<MemberDescription> members(Admin admin, ServiceName service) {
        var group = service.shortName();
        try {
            return admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get(10, TimeUnit.SECONDS)
                    .get(group)
                    .members();
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new AssertionError("Kafka describes its groups", failure);
        }
    }

    private static int partitions(MemberDescription member) {
        return member.assignment().topicPartitions().size();
    }

    private static void hang(Suite suite, FeedOwners owners, ServiceName service) throws Exception {
        var owner = owner(owners, service);
        var feeds = feeds(owners, service);
        Component hung = suite.replicas(service).get(owner);
        ComponentFaults.signal("STOP", hung.pid());
        try {
            awaitTakeOver(owners, service, owner, feeds, "hang", HUNG_TAKEN_OVER_WITHIN);
        } finally {
            ComponentFaults.signal("CONT", hung.pid());
        }
    }

    /** The replica that has the relay. */
    private static int owner(FeedOwners owners, ServiceName service) {
        return IntStream.range(0, REPLICAS)
                .filter(replica -> owners.of(service, replica).contains("kafka"))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> feeds(FeedOwners owners, ServiceName service) {
        var feeds = owners.of(service);
        assertThat(feeds).as("who reads the feeds of %s", service).contains("kafka");
        return feeds;
    }

    private static void awaitTakeOver(
            FeedOwners owners,
            ServiceName service,
            int from,
            Set<String> feeds,
            String what,
            Duration limit) {
        var begin = System.nanoTime();
        until(
                begin,
                limit,
                () -> owners.except(service, from).equals(feeds),
                () -> "%s of %s: %s".formatted(what, service, owners.except(service, from)));
        System.out.printf(
                "  %s of %s: taken over after %d ms%n", what, service.deployable(), since(begin));
    }

    private static void until(
            long begin, Duration limit, BooleanSupplier done, Supplier<String> otherwise) {
        while (!done.getAsBoolean()) {
            assertThat(since(begin)).as(otherwise).isLessThan(limit.toMillis());
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private static long since(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
