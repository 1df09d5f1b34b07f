// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import io.temoin.platform.KafkaBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** How far consumer groups are in one partition. */
record ConsumerOffsets(KafkaBroker kafka, TopicPartition partition) {

    void commit(String group, long offset) {
        try (var consumer = consumer(group)) {
            consumer.assign(List.of(partition));
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset)));
        }
    }

    long committed(String group) {
        try (var consumer = consumer(group)) {
            return consumer.committed(Set.of(partition), Duration.ofSeconds(30))
                    .get(partition)
                    .offset();
        }
    }

    private KafkaConsumer<String, String> consumer(String group) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", group),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
