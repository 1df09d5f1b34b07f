// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every destruction of a key that a service has recorded: in its event table, and on its topic
 * since. Only recording-service and audit-service destroy keys.
 */
final class Destructions {

    private static final String RECORDED =
            """
            select type, tenant, payload::text as payload, recorded_at
            from event where type = any (?::text[])
            order by transaction_id, global_position""";

    private Destructions() {}

    /**
     * All of them, each key once, the oldest first.
     *
     * @param events connection of the feed role
     */
    static Collection<RecordedDestruction> recorded(Database events, PublishedSince published) {
        Map<String, RecordedDestruction> all = new LinkedHashMap<>();
        events.each(
                RECORDED,
                row -> read(row).ifPresent(one -> all.putIfAbsent(one.key(), one)),
                (Object) RecordedDestruction.TYPES.toArray(String[]::new));
        published.messages().stream()
                .filter(message -> RecordedDestruction.TYPES.contains(message.type()))
                .map(Destructions::read)
                .flatMap(Optional::stream)
                .forEach(one -> all.putIfAbsent(one.key(), one));
        return List.copyOf(all.values());
    }

    private static Optional<RecordedDestruction> read(ResultSet row) throws SQLException {
        return RecordedDestruction.of(
                row.getString("type"),
                row.getString("tenant"),
                row.getString("payload"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant());
    }

    private static Optional<RecordedDestruction> read(PublishedSince.Message message) {
        return RecordedDestruction.of(
                message.type(), message.tenant(), message.payload(), message.at());
    }
}
