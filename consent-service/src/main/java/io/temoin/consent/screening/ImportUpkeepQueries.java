// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Imports that wait for upkeep, of all tenants. Uses the feed role, which sees of them which they
 * are and where they stand.
 */
@Singleton
class ImportUpkeepQueries {

    private static final String SELECT = "select tenant, id from screening_import where ";
    private static final String LIMIT = " order by touched_at limit 100";
    private static final String LONGER = " < now() - make_interval(secs => $1)";

    /** An import of a tenant. */
    record Work(TenantId tenant, UUID id) {}

    private final Pool pool;

    ImportUpkeepQueries(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** Whose copy nobody is building any more. */
    Uni<List<Work>> interrupted() {
        return list("state = 'RUNNING' and touched_at" + LONGER, CopyStore.LEASE);
    }

    /** Whose file has not gone on for so long. */
    Uni<List<Work>> silent(Duration since) {
        return list("state = 'RECEIVING' and touched_at" + LONGER, since);
    }

    /** Whose copy was replaced so long ago that nobody looks at it any more. */
    Uni<List<Work>> replaced(Duration since) {
        return list("not pages_dropped and replaced_at" + LONGER, since);
    }

    private Uni<List<Work>> list(String condition, Duration since) {
        return pool.preparedQuery(SELECT + condition + LIMIT)
                .execute(Tuple.of((double) since.toSeconds()))
                .map(
                        rows -> {
                            List<Work> work = new ArrayList<>(rows.size());
                            for (Row row : rows) {
                                work.add(
                                        new Work(
                                                new TenantId(row.getString("tenant")),
                                                row.getUUID("id")));
                            }
                            return work;
                        });
    }
}
