// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * The consumer groups of a service, and where they stand. A service recognises what it has
 * processed before, so going back too far costs time and nothing else.
 */
final class ConsumerGroups implements AutoCloseable {

    private static final int LIMIT_SECONDS = 30;

    private final Admin admin;
    private final ServiceName service;

    ConsumerGroups(Installation installation) {
        this.service = installation.service();
        try {
            this.admin = Admin.create(installation.kafka());
        } catch (KafkaException failure) {
            throw new CannotRun("Kafka cannot be asked: " + CannotRun.reason(failure), failure);
        }
    }

    /** The names of those that the brokers know. */
    List<String> names() {
        return await(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
                .map(GroupListing::groupId)
                .filter(service.consumerGroups()::contains)
                .sorted()
                .toList();
    }

    /**
     * Sets a group back to the first message of that moment or later; where it stands before that
     * already, it stays.
     *
     * @return how many messages it reads again
     * @throws CannotRun when the group has members: the service runs
     */
    long rewind(String group, Instant since) {
        Map<TopicPartition, OffsetAndMetadata> now =
                await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        now.keySet()
                .forEach(
                        partition ->
                                asked.put(
                                        partition, OffsetSpec.forTimestamp(since.toEpochMilli())));
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> then =
                await(admin.listOffsets(asked).all());
        Map<TopicPartition, OffsetAndMetadata> back = new HashMap<>();
        long again = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> one : now.entrySet()) {
            ListOffsetsResult.ListOffsetsResultInfo first = then.get(one.getKey());
            // -1: there is no message so young
            if (first != null && first.offset() >= 0 && first.offset() < one.getValue().offset()) {
                back.put(one.getKey(), new OffsetAndMetadata(first.offset()));
                again += one.getValue().offset() - first.offset();
            }
        }
        if (!back.isEmpty()) {
            awaitNobody(group);
            await(admin.alterConsumerGroupOffsets(group, back).all());
        }
        return again;
    }

    /** A process that was killed is a member until its session ends, after ten seconds. */
    private void awaitNobody(String group) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (hasMembers(group) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
        if (hasMembers(group)) {
            throw new CannotRun(
                    "The consumer group %s has members: stop every replica of %s-service first."
                            .formatted(group, service.shortName()));
        }
    }

    private boolean hasMembers(String group) {
        return await(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                .anyMatch(described -> !described.members().isEmpty());
    }

    @Override
    public void close() {
        admin.close();
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new CannotRun(
                    "Kafka refused, or did not answer: " + CannotRun.reason(failure), failure);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new CannotRun("Interrupted; start it again to go on.", ending);
        }
    }
}
