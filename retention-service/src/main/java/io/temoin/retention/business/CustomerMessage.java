// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.business;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent of the controller's own system, structured or binary (CloudEvents 1.0.2, Kafka
 * binding 1.0). Refusals say what is wrong and repeat nothing of the message, which may name
 * people.
 *
 * @param source which system; with {@code id} unique for ever
 * @param time when it was written; absent if it does not say so
 */
record CustomerMessage(String id, String source, @Nullable Instant time, JsonNode data) {

    /** The one kind of event that is read. */
    static final String TYPE = "io.temoin.business-event.v1";

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String JSON = "application/json";
    private static final int LONGEST = 2_048;

    /**
     * Reads one.
     *
     * @throws Rejected when it is none, or of another type
     */
    static CustomerMessage of(ConsumerRecord<String, byte[]> message) {
        byte[] value = message.value();
        if (value == null) {
            throw unreadable("it has no value");
        }
        String contentType = mediaType(header(message, "content-type"));
        return contentType.equals(STRUCTURED) ? structured(value) : binary(message, contentType);
    }

    private static CustomerMessage structured(byte[] value) {
        JsonNode event = json(value);
        if (event.has("data_base64")) {
            throw unreadable("its data is not JSON");
        }
        String format = text(event, "datacontenttype");
        return checked(
                text(event, "specversion"),
                text(event, "type"),
                format == null ? JSON : mediaType(format),
                text(event, "id"),
                text(event, "source"),
                text(event, "time"),
                event.path("data"));
    }

    private static CustomerMessage binary(
            ConsumerRecord<String, byte[]> message, String contentType) {
        return checked(
                header(message, "ce_specversion"),
                header(message, "ce_type"),
                contentType,
                header(message, "ce_id"),
                header(message, "ce_source"),
                header(message, "ce_time"),
                json(message.value()));
    }

    private static CustomerMessage checked(
            @Nullable String version,
            @Nullable String type,
            String contentType,
            @Nullable String id,
            @Nullable String source,
            @Nullable String time,
            JsonNode data) {
        require("1.0".equals(version), "it is no CloudEvent of version 1.0");
        require(TYPE.equals(type), "its type is not " + TYPE);
        require(contentType.equals(JSON), "its data is not application/json");
        require(data.isObject(), "its data is no JSON object");
        return new CustomerMessage(
                attribute("id", id),
                attribute("source", source),
                time == null ? null : instant(time),
                data);
    }

    private static String attribute(String name, @Nullable String value) {
        if (value == null || value.isBlank() || value.length() > LONGEST) {
            throw unreadable("its " + name + " is missing or too long");
        }
        return value;
    }

    private static Instant instant(String time) {
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException _) {
            throw unreadable("its time is no date and time with offset");
        }
    }

    private static JsonNode json(byte[] value) {
        try {
            return EventCodec.JSON.readTree(value);
        } catch (IOException _) {
            throw unreadable("it is no JSON");
        }
    }

    private static @Nullable String text(JsonNode event, String name) {
        JsonNode value = event.path(name);
        return value.isTextual() ? value.textValue() : null;
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Without its parameters, such as the character set. */
    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw unreadable(otherwise);
        }
    }

    private static Rejected unreadable(String why) {
        return new Rejected(
                ScheduleProblem.EVENT_UNREADABLE, "The event cannot be processed: " + why + ".");
    }
}
