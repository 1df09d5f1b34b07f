// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.log.CheckpointStore.Place;
import io.temoin.eventsourcing.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where many entries are in their logs, at one moment. */
@Singleton
class PlaceStore {

    private static final String PLACES =
            """
            select l.event_id, l.leaf, l.shard, l.index, h.checkpoint, h.checkpoint_size
            from log_leaf l join log_head h on h.shard = l.shard
            where l.tenant = $1 and l.event_id = any($2)""";

    /** An entry's leaf, as it is there, and where it is. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Placed(String event, byte[] leaf, Place place) {}

    private final Pool pool;

    PlaceStore(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** Those of these entries that have their place, in any order. */
    Uni<List<Placed>> of(TenantId tenant, List<String> events) {
        return pool.preparedQuery(PLACES)
                .execute(Tuple.of(tenant.value(), events.toArray(String[]::new)))
                .map(
                        rows -> {
                            List<Placed> found = new ArrayList<>();
                            rows.forEach(row -> found.add(placed(row)));
                            return found;
                        });
    }

    private static Placed placed(Row row) {
        @Nullable Long size = row.getLong("checkpoint_size");
        return new Placed(
                row.getString("event_id"),
                row.getBuffer("leaf").getBytes(),
                new Place(
                        row.getString("shard"),
                        row.getLong("index"),
                        row.getString("checkpoint"),
                        size == null ? 0 : size));
    }
}
