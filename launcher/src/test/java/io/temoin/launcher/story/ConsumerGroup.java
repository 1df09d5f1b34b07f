// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import io.temoin.platform.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;

/** The consumers of a service that reads one topic, as the broker knows them. */
final class ConsumerGroup implements AutoCloseable {

    /** Six seconds until the broker gives a silent member up, two until the others hear of it. */
    static final Duration CONSUMED_WITHIN = Duration.ofSeconds(10);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Admin admin;
    private final ServiceName service;
    private final int members;

    /** As it is before one of its members falls silent. */
    ConsumerGroup(Suite suite, ServiceName service) {
        this.admin = Admin.create(Map.of("bootstrap.servers", suite.kafka().bootstrapServers()));
        this.service = service;
        this.members = members().size();
    }

    /**
     * Returns once members are gone, and those that are left read every partition.
     *
     * @param begin when a member fell silent, as {@link System#nanoTime()} has it
     */
    void awaitHandOver(String what, long begin) {
        while (!isHandedOver()) {
            assertThat(since(begin))
                    .as(() -> "consumers of %s: %s".formatted(service, members()))
                    .isLessThan(CONSUMED_WITHIN.toMillis());
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        System.out.printf(
                "  %s of %s: its partitions are read after %d ms%n",
                what, service.deployable(), since(begin));
    }

    private boolean isHandedOver() {
        var left = members();
        return left.size() < members
                && left.stream().mapToInt(ConsumerGroup::partitions).sum() == Topics.PARTITIONS;
    }

    private Collection<MemberDescription> members() {
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

    private static long since(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        admin.close();
    }
}
