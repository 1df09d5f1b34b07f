// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.testing.EventContract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Speaks to the service as recording-service does: on the real topic, in its contract's words. */
public final class RecordingTopic implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                    Map.of(
                            "bootstrap.servers",
                            ConfigProvider.getConfig()
                                    .getValue("kafka.bootstrap.servers", String.class)),
                    new StringSerializer(),
                    new ByteArraySerializer());

    /** An event ready to be published, as often as wanted. */
    public record Event(String id, String tenant, UUID recording, String type, String data) {

        /** Whether somebody listened, rather than recorded. */
        boolean isListening() {
            return type.contains(".Listening");
        }
    }

    /** The example of a contract, about another recording, changed where a test wants it. */
    public static Event event(
            String tenant, UUID recording, String name, Consumer<ObjectNode> change) {
        var type = "io.temoin.recording." + name + ".v1";
        var data = (ObjectNode) EventContract.of(type).exampleNode();
        data.put("recording", recording.toString());
        change.accept(data);
        return new Event(UUID.randomUUID() + ".0", tenant, recording, type, data.toString());
    }

    /** The audio of a recording for one purpose is stored. */
    public static Event stored(String tenant, UUID recording, String... purposes) {
        return event(
                tenant,
                recording,
                "RecordingStored",
                data -> {
                    var named = data.putArray("purposes");
                    for (String purpose : purposes) {
                        named.add(purpose);
                    }
                });
    }

    /** A purpose of it is fulfilled. */
    public static Event fulfilled(String tenant, UUID recording, String purpose) {
        return event(tenant, recording, "PurposeFulfilled", data -> data.put("purpose", purpose));
    }

    /** It is set apart. */
    public static Event quarantined(String tenant, UUID recording, String reason, Instant eraseBy) {
        return event(
                tenant,
                recording,
                "RecordingQuarantined",
                data -> data.put("reason", reason).put("eraseBy", eraseBy.toString()));
    }

    /** A document that was drawn from it is put right under a request. */
    public static Event rectified(
            String tenant, UUID recording, UUID document, UUID request, String subject) {
        return event(
                tenant,
                recording,
                "DocumentRectified",
                data ->
                        data.put("document", document.toString())
                                .put("request", request.toString())
                                .put("subject", subject));
    }

    /** It is destroyed, as ordered. */
    public static Event erased(String tenant, UUID recording, String order) {
        return event(tenant, recording, "RecordingErased", data -> data.put("order", order));
    }

    /** Publishes an event and waits until the broker has it. */
    public void publish(Event event) {
        var key = event.tenant() + "/recording-" + event.recording();
        var message =
                new ProducerRecord<>(
                        "recording.events", key, event.data().getBytes(StandardCharsets.UTF_8));
        header(message, "ce_specversion", "1.0");
        header(message, "ce_id", event.id());
        header(message, "ce_source", "/temoin/" + event.tenant() + "/recording");
        header(message, "ce_type", event.type());
        header(message, "ce_time", "2026-11-24T10:05:00Z");
        header(message, "ce_subject", "recording-" + event.recording());
        header(message, "ce_sequence", "%020d".formatted(1));
        header(message, "ce_correlationid", "c0ffee00-0000-4000-8000-" + tail(event.recording()));
        header(message, "ce_tenant", event.tenant());
        header(message, "ce_actor", "recorder-voix-du-rhone");
        header(message, "ce_organisation", "voix-du-rhone");
        header(message, "ce_role", event.isListening() ? "quality-analyst" : "recorder");
        header(message, "content-type", "application/json");
        try {
            producer.send(message).get(30, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException("the broker did not take the event", failure);
        }
    }

    /** The correlation of everything that is published about a recording here. */
    public static String correlationOf(UUID recording) {
        return "c0ffee00-0000-4000-8000-" + tail(recording);
    }

    @Override
    public void close() {
        producer.close();
    }

    private static String tail(UUID recording) {
        return recording.toString().substring(24);
    }

    private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
