// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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
    static final PublishedSince NOTHING = new PublishedSince(Map.of(), 0);

    /**
     * An event on the topic.
     *
     * @param payload empty unless it says that a key was destroyed: a topic may be large
     */
    record Message(String id, String tenant, String type, Instant at, String payload) {}

    private final Map<String, Message> messages;
    private final long gone;

    private PublishedSince(Map<String, Message> messages, long gone) {
        this.messages = messages;
        this.gone = gone;
    }

    /**
     * Reads the topic to its end, from the place that the database remembers.
     *
     * @param events connection of the feed role
     */
    static PublishedSince read(Installation installation, Database events) {
        return read(installation, remembered(events), _ -> true);
    }

    /**
     * Reads the topic to its end, and keeps only what says that a key was destroyed.
     *
     * @param events connection of the feed role
     * @param wholeTopic whether to begin with its first record
     */
    static PublishedSince destructions(
            Installation installation, Database events, boolean wholeTopic) {
        return read(
                installation,
                wholeTopic ? Map.of() : remembered(events),
                RecordedDestruction.TYPES::contains);
    }

    private static PublishedSince read(
            Installation installation, Map<Integer, Long> from, Predicate<String> types) {
        Map<String, Message> messages = new LinkedHashMap<>();
        long gone =
                TopicTail.read(
                        installation.kafka(),
                        installation.service().topic(),
                        from,
                        message -> add(messages, message, types));
        return new PublishedSince(messages, gone);
    }

    private static Map<Integer, Long> remembered(Database events) {
        Map<Integer, Long> offsets = new HashMap<>();
        events.each(
                "select partition, next_offset from published_offset where reader = 'kafka'",
                row -> offsets.put(row.getInt(1), row.getLong(2)));
        return offsets;
    }

    private static void add(
            Map<String, Message> messages,
            ConsumerRecord<String, byte @Nullable []> message,
            Predicate<String> types) {
        @Nullable String id = TopicTail.header(message, "ce_id");
        @Nullable String tenant = TopicTail.header(message, "ce_tenant");
        @Nullable String type = TopicTail.header(message, "ce_type");
        @Nullable String at = TopicTail.header(message, "ce_time");
        byte @Nullable [] value = message.value();
        if (id != null && tenant != null && type != null && at != null && value != null) {
            String name = simple(type);
            if (!types.test(name)) {
                return;
            }
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

    /** That the topic does not have all any more, as a sentence; none when it has. */
    Optional<String> loss() {
        return gone == 0
                ? Optional.empty()
                : Optional.of(
                        ("%d records that were published since the backup are not on the topic any"
                                        + " more, since they are older than its retention: what they"
                                        + " said is not comparable.")
                                .formatted(gone));
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
