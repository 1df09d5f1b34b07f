// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.TenantId;
import io.temoin.recording.lifecycle.domain.MinorFlag;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Recordings of all tenants that a minor flag concerns and that are not set apart. What it says is
 * a hint: each recording's own stream decides.
 */
@ApplicationScoped
class MinorRecordingList {

    private static final String FOUND =
            """
            select r.tenant, r.recording, f.flag, f.stated_at, f.cause, f.correlation
            from minor_flag f join recording_view r
              on r.tenant = f.tenant and r.subject = f.subject and r.controller = f.controller
            where r.state in ('REGISTERED', 'STORED')
              and (r.call_purpose = 'PROSPECTING_CALL'
                or f.stated_at between r.started_at - interval '5 seconds'
                                   and r.ended_at + interval '5 seconds')
            order by r.registered_at limit $1""";

    /** One of them, and the flag that concerns it. */
    record Found(
            TenantId tenant,
            RecordingId recording,
            MinorFlag flag,
            String cause,
            String correlation) {}

    private final Pool pool;

    MinorRecordingList(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** The oldest of them. */
    Uni<List<Found>> oldest(int limit) {
        return pool.preparedQuery(FOUND)
                .execute(Tuple.of(limit))
                .map(
                        rows -> {
                            List<Found> found = new ArrayList<>(rows.size());
                            rows.forEach(row -> found.add(found(row)));
                            return found;
                        });
    }

    private static Found found(Row row) {
        return new Found(
                new TenantId(row.getString("tenant")),
                new RecordingId(row.getUUID("recording")),
                new MinorFlag(row.getUUID("flag"), row.getOffsetDateTime("stated_at").toInstant()),
                row.getString("cause"),
                row.getString("correlation"));
    }
}
