// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** The real topics around the service: what it published, and what others tell it. */
public final class Topic {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An event as published. */
    public record Published(String type, Map<String, String> headers, String payload) {

        static Published of(ConsumerRecord<String, byte[]> message) {
            Map<String, String> headers = new java.util.HashMap<>();
            message.headers()
                    .forEach(
                            header ->
                                    headers.put(
                                            header.key(),
                                            new String(header.value(), StandardCharsets.UTF_8)));
            return new Published(
                    String.valueOf(headers.get("ce_type")),
                    headers,
                    new String(message.value(), StandardCharsets.UTF_8));
        }

        /** The short name of the event. */
        public String name() {
            return type.replaceAll("io\\.temoin\\.[a-z]+\\.|\\.v[0-9]+", "");
        }

        public JsonNode data() {
            try {
                return JSON.readTree(payload);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private Topic() {}

    /** The events of a recording in a tenant, once there are {@code count} of them. */
    public static List<Published> eventsOf(String tenant, UUID recording, int count) {
        return eventsIn(tenant, "recording-" + recording, count);
    }

    /** The events of a stream in a tenant, once there are {@code count} of them. */
    public static List<Published> eventsIn(String tenant, String stream, int count) {
        String key = tenant + "/" + stream;
        Instant deadline = Instant.now().plus(PATIENCE);
        List<Published> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor("recording.events").stream()
                            .map(part -> new TopicPartition(part.topic(), part.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (found.size() < count) {
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError("of " + key + " only " + found);
                }
                for (var message : consumer.poll(Duration.ofMillis(100))) {
                    if (key.equals(message.key())) {
                        found.add(Published.of(message));
                    }
                }
            }
        }
        return found;
    }

    /** Says something in retention-service's name. */
    public static void retentionSays(
            String tenant, UUID recording, String eventId, String type, String payload) {
        says("retention", tenant, "item-" + recording, eventId, type, payload);
    }

    /** Says something in the name of the rights desk, of one request. */
    public static void deskSays(
            String tenant, UUID request, String eventId, String type, String payload) {
        says("retention", tenant, "request-" + request, eventId, type, payload);
    }

    /** Orders a batch of items destroyed, in retention-service's name. */
    public static void retentionOrders(String tenant, UUID batch, String eventId, String payload) {
        String stream = "disposition-batch-" + batch;
        says("retention", tenant, stream, eventId, "DispositionBatchOrdered", payload);
    }

    /** The same of an access package. */
    public static void retentionSaysOfPackage(
            String tenant, UUID accessPackage, String type, String payload) {
        String event = UUID.randomUUID() + ".0";
        says("retention", tenant, "package-" + accessPackage, event, type, payload);
    }

    /** Says something in consent-service's name, of one person with one controller. */
    public static void consentSays(
            String tenant, String contact, String eventId, String type, String payload) {
        says("consent", tenant, "contact-" + contact, eventId, type, payload);
    }

    private static void says(
            String service,
            String tenant,
            String stream,
            String eventId,
            String type,
            String payload) {
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(
                        service + ".events",
                        tenant + "/" + stream,
                        payload.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        eventId,
                        "ce_source",
                        "/temoin/" + tenant + "/" + service,
                        "ce_type",
                        "io.temoin." + service + "." + type + ".v1",
                        "ce_time",
                        "2026-11-24T23:10:00Z",
                        "ce_subject",
                        stream,
                        "ce_sequence",
                        "%020d".formatted(3),
                        "ce_correlationid",
                        "c0ffee00-0000-4000-8000-000000000001",
                        "ce_tenant",
                        tenant,
                        "ce_actor",
                        service + "-service")
                .forEach((name, value) -> header(message, name, value));
        header(message, "ce_organisation", "temoin");
        header(message, "ce_role", "service");
        header(message, "content-type", "application/json");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker()),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(message).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException("the broker did not take the event", failure);
        }
    }

    private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private static String broker() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }
}
