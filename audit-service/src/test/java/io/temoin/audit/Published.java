// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.chassis.testing.EventContract;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * An event as its service puts it on the topic: CloudEvents in binary mode, an example of the
 * contracts as its data.
 */
public final class Published {

    private final String topic;
    private final String data;
    private final Map<String, String> headers;

    private Published(String topic, String data, Map<String, String> headers) {
        this.topic = topic;
        this.data = data;
        this.headers = headers;
    }

    /** The example of a contract, by a supervisor at a workstation, in tenant helios. */
    public static Published example(EventContract contract) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", "0197a3c2-5a10-7c11-8f00-0c3a5b7d9e21.0");
        headers.put("ce_source", "/temoin/helios/" + contract.service());
        headers.put("ce_type", contract.type());
        headers.put("ce_time", "2026-11-24T09:12:03.512345678Z");
        headers.put("ce_subject", stream(contract.service(), contract.exampleNode()));
        headers.put("ce_sequence", "00000000000000000003");
        headers.put("ce_correlationid", "0197a3c2-5a0f-7b22-9d33-4e5f60718293");
        headers.put("ce_causationid", "0197a3c2-4b1e-7a55-9c0d-1e2f3a4b5c6d.0");
        headers.put("ce_tenant", "helios");
        headers.put("ce_actor", "5c9d4c1e-2f0b-4a53-9a0e-7f4f7b2f9d10");
        headers.put("ce_organisation", "voix-du-rhone");
        headers.put("ce_role", "supervisor");
        headers.put("ce_workstation", "LYON-3-117");
        headers.put("content-type", "application/json");
        return new Published(contract.service() + ".events", contract.example(), headers);
    }

    /** An event with data of the test's own. */
    public static Published event(String type, String stream, String data) {
        Published example = example(EventContract.of("io.temoin.recording.RecordingStored.v1"));
        return new Published(topicOf(type), data, example.headers)
                .with("ce_type", type)
                .with("ce_subject", stream);
    }

    /** The same with another header. */
    public Published with(String header, @Nullable String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        if (value == null) {
            changed.remove(header);
        } else {
            changed.put(header, value);
        }
        return new Published(topic, data, changed);
    }

    /** The same with other data. */
    public Published withData(String other) {
        return new Published(topic, other, headers);
    }

    /** A header's value. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Tenant and stream. */
    public String key() {
        return header("ce_tenant") + "/" + header("ce_subject");
    }

    /** As it is sent. */
    public ProducerRecord<String, byte[]> record() {
        return new ProducerRecord<>(topic, null, key(), bytes(data), recordHeaders());
    }

    /** As it is received. */
    public ConsumerRecord<String, byte[]> received() {
        return new ConsumerRecord<>(
                topic,
                0,
                0,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key(),
                bytes(data),
                recordHeaders(),
                Optional.empty());
    }

    private RecordHeaders recordHeaders() {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, value) -> all.add(name, bytes(value)));
        return all;
    }

    private static String topicOf(String type) {
        return type.split("\\.", -1)[2] + ".events";
    }

    private static String stream(String service, JsonNode data) {
        return switch (service) {
            case "consent" -> streamOfConsent(data);
            case "recording" -> "recording-" + data.path("recording").asText();
            case "audit" -> "inspection-0197a3c2-5a10-7c11-8f00-0c3a5b7d9e21";
            default -> "item-" + data.path("recording").asText();
        };
    }

    private static String streamOfConsent(JsonNode data) {
        String controller = data.path("controller").asText();
        if (data.has("agreement")) {
            return "agreement-%d-%s-%s"
                    .formatted(controller.length(), controller, data.path("processor").asText());
        }
        return data.has("party")
                ? "party-" + data.path("party").asText()
                : "contact-" + controller + "-" + data.path("subject").asText();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
