// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.platform.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Changes what the broker keeps for services that are not running. */
final class BrokerState implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Admin admin;

    private BrokerState(Admin admin) {
        this.admin = admin;
    }

    /** Of the broker at this address. */
    static BrokerState at(String bootstrapServers) {
        return new BrokerState(Admin.create(Map.of("bootstrap.servers", bootstrapServers)));
    }

    /** Deletes a topic, if it is there, and returns when it is no longer listed. */
    void delete(String topic) {
        if (!await(admin.listTopics().names()).contains(topic)) {
            return;
        }
        await(admin.deleteTopics(Set.of(topic)).all());
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (await(admin.listTopics().names()).contains(topic)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The broker does not delete " + topic + ".");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** Lets groups of consumers, none of which runs, begin at the end of the services' topics. */
    void skipToEnd(List<String> groups) {
        List<String> topics = Topics.SERVICES.stream().map(name -> name + ".events").toList();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        await(admin.describeTopics(topics).allTopicNames())
                .forEach(
                        (topic, description) ->
                                description
                                        .partitions()
                                        .forEach(
                                                partition ->
                                                        ends.put(
                                                                new TopicPartition(
                                                                        topic,
                                                                        partition.partition()),
                                                                OffsetSpec.latest())));
        Map<TopicPartition, OffsetAndMetadata> offsets =
                await(admin.listOffsets(ends).all()).entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        end -> new OffsetAndMetadata(end.getValue().offset())));
        for (String group : groups) {
            await(admin.alterConsumerGroupOffsets(group, offsets).all());
        }
    }

    @Override
    public void close() {
        admin.close();
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the bench was stopped", stopped);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("the broker did not do it", failure);
        }
    }
}
