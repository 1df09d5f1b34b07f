// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing;

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
 * Scrubs whose answers have been kept for long enough, of all tenants. Uses the feed role, which
 * sees of them which they are and nothing else.
 */
@Singleton
class ExpiredScrubQueries {

    private static final String SELECT =
            """
            select tenant, id from scrub
            where not answers_dropped and touched_at < now() - make_interval(secs => $1)
            order by touched_at limit 100""";

    /** A scrub of a tenant. */
    record Old(TenantId tenant, UUID id) {}

    private final Pool pool;

    ExpiredScrubQueries(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** Those that nothing has happened to for that long, the oldest first. */
    Uni<List<Old>> untouchedFor(Duration time) {
        return pool.preparedQuery(SELECT)
                .execute(Tuple.of((double) time.toSeconds()))
                .map(
                        rows -> {
                            List<Old> old = new ArrayList<>(rows.size());
                            for (Row row : rows) {
                                old.add(
                                        new Old(
                                                new TenantId(row.getString("tenant")),
                                                row.getUUID("id")));
                            }
                            return old;
                        });
    }
}
