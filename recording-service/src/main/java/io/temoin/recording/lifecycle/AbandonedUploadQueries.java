// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Recordings of all tenants that have no audio and get none: announced long ago, or barred since.
 * Of the latter, sealed bytes may be left of an upload that a crash cut off.
 */
@ApplicationScoped
class AbandonedUploadQueries {

    private static final String OLDEST =
            """
            select tenant, recording from recording_view
            where state = 'BARRED' or (state = 'REGISTERED' and registered_at < $1)
            order by registered_at limit $2""";

    /** One of them, as the list has it, which may be behind. */
    record Abandoned(TenantId tenant, RecordingId recording) {}

    private final Pool pool;

    AbandonedUploadQueries(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** The oldest of those barred, or announced before {@code before}. */
    Uni<List<Abandoned>> oldest(Instant before, int limit) {
        return pool.preparedQuery(OLDEST)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), limit))
                .map(
                        rows -> {
                            List<Abandoned> found = new ArrayList<>(rows.size());
                            rows.forEach(
                                    row ->
                                            found.add(
                                                    new Abandoned(
                                                            new TenantId(row.getString("tenant")),
                                                            new RecordingId(
                                                                    row.getUUID("recording")))));
                            return found;
                        });
    }
}
