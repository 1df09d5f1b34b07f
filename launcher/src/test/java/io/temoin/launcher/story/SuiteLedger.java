// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Looks into every store of the suite from outside, past the services: what is in the tables, on
 * the topics and in the trail, and how often.
 */
final class SuiteLedger {

    private static final List<ServiceName> PUBLISHERS =
            List.of(
                    ServiceName.CONSENT,
                    ServiceName.RECORDING,
                    ServiceName.RETENTION,
                    ServiceName.AUDIT);

    private final Suite suite;

    SuiteLedger(Suite suite) {
        this.suite = suite;
    }

    /** How often each event is in the stores, by its id. */
    Map<String, Integer> stored() {
        var counts = new TreeMap<String, Integer>();
        for (var service : PUBLISHERS) {
            ask(service.shortName(), "select command_id || '.' || ordinal from event")
                    .forEach(id -> counts.merge(id, 1, Integer::sum));
        }
        return counts;
    }

    /** How often each event is on the topics. */
    Map<String, Integer> published() {
        var counts = new TreeMap<String, Integer>();
        messages(PUBLISHERS)
                .forEach(message -> counts.merge(header(message, "ce_id"), 1, Integer::sum));
        return counts;
    }

    /** Version and type of the events with this correlation id, in the order of their topic. */
    List<String> published(ServiceName service, String correlation) {
        return messages(List.of(service)).stream()
                .filter(message -> correlation.equals(header(message, "ce_correlationid")))
                .map(
                        message ->
                                Long.parseLong(header(message, "ce_sequence"))
                                        + " "
                                        + header(message, "ce_type"))
                .toList();
    }

    /** The last checkpoint of each log that was shown, by the log's id. */
    Map<String, String> checkpoints() {
        var last = new TreeMap<String, String>();
        messagesOn(List.of("audit.checkpoints"))
                .forEach(message -> last.put(message.key(), new String(message.value(), UTF_8)));
        return last;
    }

    /** What is on any topic, dead letters and snapshots among it. */
    List<ConsumerRecord<String, byte[]>> everyMessage() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", suite.kafka().bootstrapServers());
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            return messagesOn(
                    consumer.listTopics().keySet().stream()
                            .filter(topic -> !topic.startsWith("__"))
                            .toList());
        }
    }

    private List<ConsumerRecord<String, byte[]>> messages(List<ServiceName> publishers) {
        return messagesOn(
                publishers.stream().map(service -> service.shortName() + ".events").toList());
    }

    private List<ConsumerRecord<String, byte[]>> messagesOn(List<String> topics) {
        var messages = new ArrayList<ConsumerRecord<String, byte[]>>();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", suite.kafka().bootstrapServers());
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = new ArrayList<TopicPartition>();
            for (var topic : topics) {
                consumer.partitionsFor(topic)
                        .forEach(
                                info ->
                                        partitions.add(
                                                new TopicPartition(
                                                        info.topic(), info.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(messages::add);
            }
        }
        return messages;
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), UTF_8);
    }

    /** How often each event is in the trail. */
    Map<String, Integer> remembered() {
        var counts = new TreeMap<String, Integer>();
        ask("audit", "select event_id from audit_entry")
                .forEach(id -> counts.merge(id, 1, Integer::sum));
        return counts;
    }

    /** How many entries with this correlation id are under a checkpoint of their log. */
    int proven(String correlation) {
        return ask(
                        "audit",
                        "select e.event_id from audit_entry e"
                                + " join log_leaf l on l.tenant = e.tenant"
                                + " and l.event_id = e.event_id"
                                + " join log_head h on h.shard = l.shard"
                                + " where e.correlation = ? and l.index < h.checkpoint_size",
                        correlation)
                .size();
    }

    /** Ids of the events of a type whose payload has this value. */
    List<String> events(Acknowledged.Effect effect) {
        return ask(
                effect.service(),
                "select command_id || '.' || ordinal from event where type = ? and payload ->> ? = ?",
                effect.type(),
                effect.field(),
                effect.value());
    }

    /** The traceparent of each event with this correlation id. */
    List<String> traceparents(ServiceName service, String correlation) {
        return ask(
                service.shortName(),
                "select metadata ->> 'traceparent' from event"
                        + " where metadata ->> 'correlation' = ? order by global_position",
                correlation);
    }

    /** Ids of the recordings in recording-service's list, with their state. */
    Map<String, String> listed() {
        var states = new HashMap<String, String>();
        ask("recording", "select recording || '=' || state from recording_view")
                .forEach(row -> states.put(row.split("=", 2)[0], row.split("=", 2)[1]));
        return states;
    }

    /** Whether a usable key of the recording is left. */
    boolean hasKey(String recording) {
        return !ask(
                        "recording_keys",
                        "select scope from shreddable_key where scope = ? and wrapped is not null",
                        "recording/" + recording)
                .isEmpty();
    }

    /** Messages that some consumer could not handle. */
    List<String> parked() {
        var parked = new ArrayList<String>();
        for (var service : ServiceName.values()) {
            parked.addAll(
                    ask(
                            service.shortName(),
                            "select consumer || ' ' || coalesce(event_type, '?') || ' ' || reason"
                                    + " from parked_message"));
        }
        return parked;
    }

    List<String> ask(String database, String sql, String... parameters) {
        try (var connection = suite.postgres().administrator(database);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<String>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(database + " cannot be asked: " + e.getMessage(), e);
        }
    }
}
