// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents of all tenants that have to go without an order. */
@ApplicationScoped
class EndingDocumentQueries {

    private static final String ENDING =
            """
            select tenant, document, sha256, ends_because from document
            where ends_because is not null order by stored_at limit $1\
            """;

    private static final String UNNAMED =
            """
            select tenant, document, sha256, ends_because from document
            where created_at is null and rectified_at is null and stored_at < $1 order by stored_at limit $2\
            """;

    /**
     * One of them.
     *
     * @param basis on what ground its recording was destroyed; absent while it is not
     */
    record Ending(TenantId tenant, UUID document, String sha256, @Nullable String basis) {}

    private final Pool pool;

    EndingDocumentQueries(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** Those whose recording took them along. */
    Uni<List<Ending>> ending(int limit) {
        return pool.preparedQuery(ENDING)
                .execute(Tuple.of(limit))
                .map(EndingDocumentQueries::found);
    }

    /** Contents stored before {@code before} that no event was seen to name. */
    Uni<List<Ending>> unnamed(Instant before, int limit) {
        return pool.preparedQuery(UNNAMED)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), limit))
                .map(EndingDocumentQueries::found);
    }

    private static List<Ending> found(RowSet<Row> rows) {
        List<Ending> found = new ArrayList<>(rows.size());
        rows.forEach(
                row ->
                        found.add(
                                new Ending(
                                        new TenantId(row.getString("tenant")),
                                        row.getUUID("document"),
                                        row.getString("sha256"),
                                        row.getString("ends_because"))));
        return found;
    }
}
