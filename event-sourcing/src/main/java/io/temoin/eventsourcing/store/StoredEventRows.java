// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import io.temoin.eventsourcing.StreamId;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/** Between rows of the event table and {@link StoredEvent}. */
public final class StoredEventRows {

    private StoredEventRows() {}

    /** One event of a row that selects the table's columns by their names. */
    public static StoredEvent read(TenantId tenant, Row row) {
        return read(tenant, StreamId.parse(row.getString("stream")), row);
    }

    static StoredEvent read(TenantId tenant, StreamId stream, Row row) {
        return new StoredEvent(
                stream,
                row.getLong("version"),
                row.getString("type"),
                row.getInteger("type_version"),
                row.getString("payload"),
                row.getInteger("ordinal"),
                MetadataJson.read(
                        tenant,
                        row.getUUID("command_id"),
                        row.getOffsetDateTime("recorded_at").toInstant(),
                        row.getString("metadata")));
    }

    static List<StoredEvent> read(TenantId tenant, RowSet<Row> rows) {
        List<StoredEvent> events = new ArrayList<>(rows.size());
        for (Row row : rows) {
            events.add(read(tenant, row));
        }
        return events;
    }

    /** What the store holds after {@code append} was written. */
    public static Appended written(Append append) {
        List<StoredEvent> events = new ArrayList<>(append.events().size());
        for (int i = 0; i < append.events().size(); i++) {
            NewEvent event = append.events().get(i);
            events.add(
                    new StoredEvent(
                            append.stream(),
                            append.expectedVersion() + i + 1,
                            event.type(),
                            event.typeVersion(),
                            event.payload(),
                            i,
                            append.metadata()));
        }
        return new Appended(append.expectedVersion() + append.events().size(), events, false);
    }
}
