// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import io.temoin.platform.Component;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The replica that reads a service's feeds is killed, or hangs and wakes up again: another takes
 * over what it held, in time.
 */
final class ReplicaFaults {

    /**
     * PostgreSQL frees the lock as soon as the connection is closed, and the next poll finds it:
     * 2.5 s at the longest in six builds.
     */
    private static final Duration KILLED_TAKEN_OVER_WITHIN = Duration.ofSeconds(5);

    /** Six seconds of silence and the next poll: 6.7 s at the longest in six builds. */
    private static final Duration HUNG_TAKEN_OVER_WITHIN = Duration.ofSeconds(10);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private static final Supplier<LongConsumer> NOTHING_ELSE = () -> _ -> {};

    private final Suite suite;
    private final FeedOwners owners;

    ReplicaFaults(Suite suite, FeedOwners owners) {
        this.suite = suite;
        this.owners = owners;
    }

    /** Kills one of each service, which starts again when another has taken over. */
    void killEach() {
        kill(ServiceName.CONSENT, NOTHING_ELSE);
        kill(ServiceName.RECORDING, NOTHING_ELSE);
        kill(ServiceName.AUDIT, NOTHING_ELSE);
        try (var consumers = new ConsumerGroup(suite, ServiceName.RETENTION)) {
            kill(ServiceName.RETENTION, () -> begin -> consumers.awaitHandOver("kill -9", begin));
        }
    }

    /**
     * Lets one of each service hang. Nobody holds the log; but one that adds entries to it may hang
     * in its transaction, and the entries of its partitions wait for somebody to read them.
     */
    void hangEach() throws Exception {
        hang(ServiceName.CONSENT, NOTHING_ELSE);
        hang(ServiceName.RECORDING, NOTHING_ELSE);
        hang(ServiceName.AUDIT, () -> FreshEntries.ofDecisions(suite)::awaitProof);
        try (var consumers = new ConsumerGroup(suite, ServiceName.RETENTION)) {
            hang(ServiceName.RETENTION, () -> begin -> consumers.awaitHandOver("hang", begin));
        }
    }

    private void kill(ServiceName service, Supplier<LongConsumer> meanwhile) {
        var owner = owner(service);
        var feeds = feeds(service);
        var begin = System.nanoTime();
        suite.replicas(service).get(owner).kill();

        var others = meanwhile.get();
        awaitFeeds(service, owner, feeds, new Limit("kill -9", begin, KILLED_TAKEN_OVER_WITHIN));
        others.accept(begin);
        suite.replicas(service).get(owner).restart();
    }

    private void hang(ServiceName service, Supplier<LongConsumer> meanwhile) throws Exception {
        var owner = owner(service);
        var feeds = feeds(service);
        Component hung = suite.replicas(service).get(owner);
        var begin = System.nanoTime();
        ComponentFaults.signal("STOP", hung.pid());
        try {
            var others = meanwhile.get();
            awaitFeeds(service, owner, feeds, new Limit("hang", begin, HUNG_TAKEN_OVER_WITHIN));
            others.accept(begin);
        } finally {
            ComponentFaults.signal("CONT", hung.pid());
        }
    }

    /** The replica that has the relay. */
    private int owner(ServiceName service) {
        return IntStream.range(0, suite.replicas(service).size())
                .filter(replica -> owners.of(service, replica).contains("kafka"))
                .findFirst()
                .orElseThrow();
    }

    private Set<String> feeds(ServiceName service) {
        var feeds = owners.of(service);
        assertThat(feeds).as("who reads the feeds of %s", service).contains("kafka");
        return feeds;
    }

    private record Limit(String what, long begin, Duration limit) {

        long past() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        }
    }

    private void awaitFeeds(ServiceName service, int from, Set<String> feeds, Limit limit) {
        while (!owners.except(service, from).equals(feeds)) {
            assertThat(limit.past())
                    .as(
                            () ->
                                    "%s of %s: %s"
                                            .formatted(
                                                    limit.what(),
                                                    service,
                                                    owners.except(service, from)))
                    .isLessThan(limit.limit().toMillis());
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        System.out.printf(
                "  %s of %s: taken over after %d ms%n",
                limit.what(), service.deployable(), limit.past());
    }
}
