// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event on a service's topic.
 *
 * @param command which command it is of, and {@code ordinal} its number there: its identity
 * @param payload empty unless it says that a key was destroyed: a topic may be large
 */
record PublishedEvent(
        UUID command, int ordinal, String tenant, String type, Instant at, String payload) {

    /** Reads a record; none of what the service has not published. */
    static Optional<PublishedEvent> of(ConsumerRecord<String, byte @Nullable []> message) {
        @Nullable String id = TopicTail.header(message, "ce_id");
        @Nullable String tenant = TopicTail.header(message, "ce_tenant");
        @Nullable String type = TopicTail.header(message, "ce_type");
        @Nullable String at = TopicTail.header(message, "ce_time");
        byte @Nullable [] value = message.value();
        if (id == null || tenant == null || type == null || at == null || value == null) {
            return Optional.empty();
        }
        int dot = id.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String name = simple(type);
        try {
            return Optional.of(
                    new PublishedEvent(
                            UUID.fromString(id.substring(0, dot)),
                            Short.parseShort(id.substring(dot + 1)),
                            tenant,
                            name,
                            Instant.parse(at),
                            RecordedDestruction.TYPES.contains(name)
                                    ? new String(value, StandardCharsets.UTF_8)
                                    : ""));
        } catch (IllegalArgumentException | DateTimeParseException _) {
            return Optional.empty(); // whoever may write on the topic may write anything
        }
    }

    /** {@code io.temoin.recording.RecordingErased.v1} without what is around its name. */
    private static String simple(String type) {
        String[] parts = type.split("\\.", -1);
        return parts.length < 2 ? type : parts[parts.length - 2];
    }

    /** As {@code ce_id} has it. */
    String id() {
        return command + "." + ordinal;
    }
}
