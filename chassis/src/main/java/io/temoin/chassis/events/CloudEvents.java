// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.trace.Span;
import io.temoin.chassis.tracing.Traceparent;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 in Kafka's binary mode: attributes are headers, the value is the event's JSON,
 * byte for byte as stored. The key is tenant and stream, so that a stream stays in order.
 */
public final class CloudEvents {

    /** The one whose attributes are known here; what another means, nobody here can say. */
    private static final String VERSION = "1.0";

    private static final String TYPE_PREFIX = "io.temoin.";
    private static final Pattern TYPE =
            Pattern.compile("io\\.temoin\\.([a-z]+)\\.([A-Za-z]+)\\.v([0-9]{1,4})");

    private CloudEvents() {}

    /**
     * The record that publishes an event of {@code service}.
     *
     * @param schemas what the address of the event's schema begins with; its type follows
     */
    static ProducerRecord<String, byte[]> write(
            String topic, String service, URI schemas, StoredEvent event) {
        EventMetadata metadata = event.metadata();
        String type = TYPE_PREFIX + service + "." + event.type() + ".v" + event.typeVersion();
        String stream = event.stream().toString();
        String key = metadata.tenant().value() + "/" + stream;
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(topic, key, event.payload().getBytes(StandardCharsets.UTF_8));
        Headers headers = message.headers();
        add(headers, "ce_specversion", VERSION);
        add(headers, "ce_id", event.id());
        add(headers, "ce_source", "/temoin/" + metadata.tenant().value() + "/" + service);
        add(headers, "ce_type", type);
        add(headers, "ce_time", metadata.at().toString());
        add(headers, "ce_subject", stream);
        add(headers, "ce_dataschema", schemas + type);
        add(headers, "content-type", "application/json");
        add(headers, "ce_sequence", padded(event.version()));
        add(headers, "ce_partitionkey", key);
        add(headers, "ce_correlationid", metadata.correlation());
        add(headers, "ce_causationid", metadata.causation());
        add(headers, "ce_traceparent", metadata.traceparent());
        add(headers, "ce_tenant", metadata.tenant().value());
        add(headers, "ce_actor", metadata.actor().id());
        add(headers, "ce_organisation", metadata.actor().organisation());
        add(headers, "ce_role", metadata.actor().role());
        add(headers, "ce_workstation", metadata.actor().workstation());
        return message;
    }

    /**
     * Reads a record back.
     *
     * @throws MalformedEvent when it is not one of ours, or not of CloudEvents 1.0
     */
    public static ReceivedEvent read(ConsumerRecord<String, byte[]> message) {
        return read(message, Span.getInvalid());
    }

    /** The same as it is handled within a span, whose trace the commands it causes go on. */
    static ReceivedEvent read(ConsumerRecord<String, byte[]> message, Span span) {
        Headers headers = message.headers();
        if (!VERSION.equals(required(headers, "ce_specversion"))) {
            throw new MalformedEvent("ce_specversion is not " + VERSION, null);
        }
        Matcher type = TYPE.matcher(required(headers, "ce_type"));
        if (!type.matches()) {
            throw new MalformedEvent("ce_type is not io.temoin.<service>.<Event>.v<n>", null);
        }
        if (message.value() == null) {
            throw new MalformedEvent("the event has no data", null);
        }
        try {
            @Nullable String here = Traceparent.of(span.getSpanContext());
            JsonNode data = EventCodec.JSON.readTree(message.value());
            if (!data.isObject()) {
                throw new MalformedEvent("the data of the event is not a JSON object", null);
            }
            return new ReceivedEvent(
                    required(headers, "ce_id"),
                    type.group(1),
                    type.group(2),
                    Integer.parseInt(type.group(3)),
                    new TenantId(required(headers, "ce_tenant")),
                    required(headers, "ce_subject"),
                    Long.parseLong(required(headers, "ce_sequence")),
                    Instant.parse(required(headers, "ce_time")),
                    required(headers, "ce_correlationid"),
                    optional(headers, "ce_causationid"),
                    here == null ? optional(headers, "ce_traceparent") : here,
                    new Actor(
                            required(headers, "ce_actor"),
                            required(headers, "ce_organisation"),
                            required(headers, "ce_role"),
                            optional(headers, "ce_workstation")),
                    data);
        } catch (IOException | IllegalArgumentException | DateTimeException failure) {
            throw new MalformedEvent("an attribute or the data cannot be read", failure);
        }
    }

    /** Whether a record may be an event of one of these types: one whose type is unreadable may. */
    public static boolean mayBe(Predicate<String> types, ConsumerRecord<String, byte[]> message) {
        String stated = optional(message.headers(), "ce_type");
        Matcher type = TYPE.matcher(stated == null ? "" : stated);
        return !type.matches() || types.test(type.group(2));
    }

    /** A text header, if there is one. */
    static @Nullable String optional(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String required(Headers headers, String name) {
        String value = optional(headers, name);
        if (value == null) {
            throw new MalformedEvent("the header " + name + " is missing", null);
        }
        return value;
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Twenty digits, so that text order is number order (CloudEvents sequence extension). */
    private static String padded(long number) {
        String digits = Long.toString(number);
        return "0".repeat(20 - digits.length()) + digits;
    }
}
