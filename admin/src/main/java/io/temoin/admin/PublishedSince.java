// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a service's topic has beyond the place that the database remembers: after a restore, all
 * that was published since the backup, and the little that the relay had not noted yet.
 */
final class PublishedSince {

    /** What the id of an event consists of. */
    private static final String STORED =
            """
            select w.id from unnest(?::text[]) as w (id)
            where exists (
              select from event e
              where e.tenant = any (?::text[])
                and e.command_id = split_part(w.id, '.', 1)::uuid
                and e.ordinal = split_part(w.id, '.', 2)::smallint)""";

    private static final int AT_ONCE = 1_000;

    /** For a topic that is gone. */
    static final PublishedSince NOTHING = new PublishedSince(Map.of());

    /**
     * An event on the topic.
     *
     * @param payload empty unless it says that a key was destroyed: a topic may be large
     */
    record Message(String id, String tenant, String type, Instant at, String payload) {}

    private final Map<String, Message> messages;

    private PublishedSince(Map<String, Message> messages) {
        this.messages = messages;
    }

    /**
     * Reads the topic to its end.
     *
     * @param events connection of the feed role
     * @param wholeTopic whether to begin with its first record
     */
    static PublishedSince read(Installation installation, Database events, boolean wholeTopic) {
        Map<Integer, Long> from = wholeTopic ? Map.of() : remembered(events);
        Map<String, Message> messages = new LinkedHashMap<>();
        TopicTail.read(
                installation.kafka(),
                installation.service().topic(),
                from,
                message -> add(messages, message));
        return new PublishedSince(messages);
    }

    private static Map<Integer, Long> remembered(Database events) {
        Map<Integer, Long> offsets = new HashMap<>();
        events.each(
                "select partition, next_offset from published_offset where reader = 'kafka'",
                row -> offsets.put(row.getInt(1), row.getLong(2)));
        return offsets;
    }

    private static void add(
            Map<String, Message> messages, ConsumerRecord<String, byte @Nullable []> message) {
        @Nullable String id = TopicTail.header(message, "ce_id");
        @Nullable String tenant = TopicTail.header(message, "ce_tenant");
        @Nullable String type = TopicTail.header(message, "ce_type");
        @Nullable String at = TopicTail.header(message, "ce_time");
        byte @Nullable [] value = message.value();
        if (id != null && tenant != null && type != null && at != null && value != null) {
            String name = simple(type);
            String payload =
                    RecordedDestruction.TYPES.contains(name)
                            ? new String(value, StandardCharsets.UTF_8)
                            : "";
            messages.put(id, new Message(id, tenant, name, Instant.parse(at), payload));
        }
    }

    /** {@code io.temoin.recording.RecordingErased.v1} without what is around its name. */
    private static String simple(String type) {
        String[] parts = type.split("\\.", -1);
        return parts.length < 2 ? type : parts[parts.length - 2];
    }

    /** All of it, in the order of the partitions. */
    List<Message> messages() {
        return List.copyOf(messages.values());
    }

    /** Those that the database does not have: they were recorded after the backup. */
    List<Message> missingFrom(Database events) {
        Map<String, Message> missing = new LinkedHashMap<>(messages);
        List<String> ids = new ArrayList<>(messages.keySet());
        String[] tenants =
                messages.values().stream().map(Message::tenant).distinct().toArray(String[]::new);
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            String[] piece =
                    ids.subList(from, Math.min(ids.size(), from + AT_ONCE)).toArray(String[]::new);
            events.each(STORED, row -> missing.remove(row.getString(1)), piece, tenants);
        }
        return List.copyOf(missing.values());
    }
}
