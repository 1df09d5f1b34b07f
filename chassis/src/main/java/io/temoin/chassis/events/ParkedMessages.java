// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.Sha256;
import io.temoin.shredding.NamePatterns;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Messages that a consumer could not handle, and those of the same key that wait behind them. Kept
 * in the service's database until replayed; nothing is skipped silently.
 */
@ApplicationScoped
public class ParkedMessages {

    private static final char NUL = '\u0000';
    private static final int LONGEST_TENANT = 63;

    /** Of a key, in characters: an index holds it. */
    private static final int LONGEST = 512;

    /** Of what is longer. */
    private static final int SHOWN = 200;

    /**
     * A parked message without its content.
     *
     * @param reason stable code of the failure, or {@code BEHIND} when it waits behind another
     */
    @Schema(name = "ParkedMessage")
    public record Parked(
            long position,
            String consumer,
            String key,
            String topic,
            @Nullable String eventId,
            @Nullable String eventType,
            String reason,
            Instant parkedAt) {}

    /** A parked message as the record it was. */
    record ParkedRecord(long position, ConsumerRecord<String, byte[]> message) {}

    private static final String LIST =
            TenantStatement.of(
                            """
                            select position, consumer, message_key, topic, event_id, event_type,
                                   reason, parked_at
                            from parked_message where tenant = t.tenant and position > $2
                            order by position limit $3""")
                    + " order by e.position";

    private static final String FIRST =
            TenantStatement.of(
                    """
                    select position, topic, kafka_partition, kafka_offset, message_key,
                           headers::text as headers, payload
                    from parked_message
                    where tenant = t.tenant and consumer = $2 and message_key = $3
                    order by position limit 1""");

    private static final String HANDLED =
            "delete from parked_message where tenant = $1 and position = $2";

    private final Pool consumers;
    private final Pool tenants;

    /**
     * @param consumers connections of the feed role, which parks for all tenants and reads no
     *     content
     * @param tenants connections of the runtime role, which sees one tenant at a time
     */
    ParkedMessages(@ReactiveDataSource("feed") Pool consumers, Pool tenants) {
        this.consumers = consumers;
        this.tenants = tenants;
    }

    /** Which of {@code keys} have parked messages of {@code consumer}. */
    public Uni<Set<String>> parkedAmong(String consumer, Collection<String> keys) {
        return consumers
                .preparedQuery(
                        "select distinct message_key from parked_message"
                                + " where consumer = $1 and message_key = any($2)")
                .execute(Tuple.of(consumer, keys.toArray(String[]::new)))
                .map(
                        rows -> {
                            Set<String> parked = new HashSet<>();
                            rows.forEach(row -> parked.add(row.getString(0)));
                            return parked;
                        });
    }

    /** Keeps a message; once, however often it is delivered. */
    Uni<Void> park(String consumer, ConsumerRecord<String, byte[]> message, String reason) {
        JsonObject headers = new JsonObject();
        message.headers()
                .forEach(
                        header -> {
                            if (header.value() != null) {
                                headers.put(
                                        header.key(),
                                        new String(header.value(), StandardCharsets.UTF_8));
                            }
                        });
        return consumers
                .preparedQuery(
                        """
                        insert into parked_message (consumer, message_key, topic, kafka_partition,
                          kafka_offset, tenant, event_id, event_type, headers, payload, reason, parked_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::json, $10, $11, now())
                        on conflict (consumer, topic, kafka_partition, kafka_offset) do nothing\
                        """)
                .execute(
                        Tuple.tuple()
                                .addString(consumer)
                                .addString(keyOf(message))
                                .addString(message.topic())
                                .addInteger(message.partition())
                                .addLong(message.offset())
                                .addString(tenantOf(headers.getString("ce_tenant"), message.key()))
                                .addString(storable(headers.getString("ce_id")))
                                .addString(storable(headers.getString("ce_type")))
                                .addString(headers.encode())
                                .addBuffer(buffer(message.value()))
                                .addString(reason))
                .replaceWithVoid();
    }

    /** How many messages of {@code consumer} are parked, those without a tenant included. */
    public Uni<Long> count(String consumer) {
        return consumers
                .preparedQuery("select count(*) from parked_message where consumer = $1")
                .execute(Tuple.of(consumer))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** A tenant's parked messages after {@code position}, oldest first. */
    Uni<List<Parked>> list(String tenant, long position, int limit) {
        return tenants.preparedQuery(LIST)
                .execute(Tuple.of(tenant, position, limit))
                .map(
                        rows -> {
                            List<Parked> parked = new ArrayList<>();
                            rows.forEach(row -> parked.add(parked(row)));
                            return parked;
                        });
    }

    /** The first message parked under a key of a tenant; {@code null} when none is left. */
    Uni<@Nullable ParkedRecord> first(String tenant, String consumer, String key) {
        return tenants.preparedQuery(FIRST)
                .execute(Tuple.of(tenant, consumer, key))
                .map(rows -> rows.size() == 0 ? null : kept(rows.iterator().next()));
    }

    /** Forgets a tenant's message that was handled at last. */
    Uni<Void> handled(String tenant, long position) {
        return TenantTransaction.run(
                        tenants, new TenantId(tenant), HANDLED, Tuple.of(tenant, position))
                .replaceWithVoid();
    }

    /**
     * Under which key a record is parked: its own, shortened so that it can be stored and still
     * tells keys apart. A record without a key is parked alone.
     */
    public static String keyOf(ConsumerRecord<String, byte[]> message) {
        String key = message.key();
        if (key == null) {
            return message.topic() + "/" + message.partition() + "/" + message.offset();
        }
        return key.length() <= LONGEST && key.indexOf(NUL) < 0
                ? key
                : storable(key) + "#" + Sha256.hex(key);
    }

    /**
     * Whose administrators see a message. What has no tenant that could be one is its key's, which
     * begins with the tenant; without either it is nobody's, and in the dead letters only.
     */
    private static String tenantOf(@Nullable String stated, @Nullable String key) {
        if (stated != null && NamePatterns.isSlug(stated, LONGEST_TENANT)) {
            return stated;
        }
        int end = key == null ? -1 : key.indexOf('/');
        String first = key == null || end < 0 ? "" : key.substring(0, end);
        return NamePatterns.isSlug(first, LONGEST_TENANT) ? first : "";
    }

    /** A text that a row can hold: PostgreSQL has no NUL in texts. All of it is in the headers. */
    private static @Nullable String storable(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String without = text.replace(NUL, '\uFFFD');
        return without.length() <= LONGEST ? without : without.substring(0, SHOWN);
    }

    private static Parked parked(Row row) {
        return new Parked(
                row.getLong("position"),
                row.getString("consumer"),
                row.getString("message_key"),
                row.getString("topic"),
                row.getString("event_id"),
                row.getString("event_type"),
                row.getString("reason"),
                row.getOffsetDateTime("parked_at").toInstant());
    }

    private static ParkedRecord kept(Row row) {
        RecordHeaders headers = new RecordHeaders();
        new JsonObject(row.getString("headers"))
                .forEach(
                        kept ->
                                headers.add(
                                        kept.getKey(),
                                        kept.getValue()
                                                .toString()
                                                .getBytes(StandardCharsets.UTF_8)));
        byte[] payload = row.getBuffer("payload").getBytes();
        return new ParkedRecord(
                row.getLong("position"),
                new ConsumerRecord<>(
                        row.getString("topic"),
                        row.getInteger("kafka_partition"),
                        row.getLong("kafka_offset"),
                        ConsumerRecord.NO_TIMESTAMP,
                        TimestampType.NO_TIMESTAMP_TYPE,
                        ConsumerRecord.NULL_SIZE,
                        payload.length,
                        row.getString("message_key"),
                        payload,
                        headers,
                        java.util.Optional.empty()));
    }

    private static Buffer buffer(byte @Nullable [] value) {
        return value == null ? Buffer.buffer() : Buffer.buffer(value);
    }
}
