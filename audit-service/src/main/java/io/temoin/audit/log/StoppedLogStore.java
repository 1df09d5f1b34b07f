// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * Which logs are stopped, in the database of the keys: no backup of the log brings one back to
 * life. The service adds to them and takes none away.
 */
@Singleton
class StoppedLogStore {

    private static final String ALL = "select shard from stopped_log";

    private static final String ADD =
            """
            insert into stopped_log (shard, why, stopped_at) values ($1, $2, $3)
            on conflict do nothing""";

    private final Pool pool;

    StoppedLogStore(@ReactiveDataSource("keys") Pool pool) {
        this.pool = pool;
    }

    Uni<Set<String>> all() {
        return pool.query(ALL)
                .execute()
                .map(rows -> Set.copyOf(LogStore.each(rows, row -> row.getString("shard"))));
    }

    /** The first reason stays. */
    Uni<Void> add(String shard, String why, Instant at) {
        return pool.preparedQuery(ADD)
                .execute(Tuple.of(shard, why, at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
