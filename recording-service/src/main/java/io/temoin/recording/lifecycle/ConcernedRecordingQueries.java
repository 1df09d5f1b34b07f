// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.TenantId;
import io.temoin.recording.lifecycle.SubjectActStore.Noted;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.SubjectAct;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Recordings of all tenants that an act of their person ends purposes of, and that still have them.
 * What it says is a hint: each recording's own stream decides. The conditions are those of {@link
 * SubjectAct}, so that nothing stays in the list that will not be acted on.
 */
@ApplicationScoped
class ConcernedRecordingQueries {

    private static final String FOUND =
            """
            select r.tenant, r.recording, a.act, a.kind, a.decision, a.stated_at, a.cause,
                   a.correlation
            from subject_act a join recording_view r
              on r.tenant = a.tenant and r.subject = a.subject and r.controller = a.controller
            where (r.state in ('REGISTERED', 'STORED')
                or (r.state = 'QUARANTINED'
                  and array_position('{OPTED_OUT,MINOR,OBJECTED}',
                        replace(a.kind, 'CONSENT_WITHDRAWN', 'MINOR'))
                    < array_position('{OPTED_OUT,MINOR,OBJECTED}',
                        replace(r.quarantine, 'CONSENT_WITHDRAWN', 'MINOR'))))
              and case a.kind
                when 'MINOR' then not (r.kept_by_law and r.state = 'REGISTERED')
                  and (r.call_purpose = 'PROSPECTING_CALL'
                    or a.stated_at between r.started_at - interval '5 seconds'
                                       and r.ended_at + interval '5 seconds')
                when 'OPTED_OUT' then a.decision = r.decision
                  and (not r.kept_by_law
                    or r.bases && '{CONSENT,PUBLIC_TASK,LEGITIMATE_INTEREST}'::varchar[])
                when 'CONSENT_WITHDRAWN'
                  then 'CONSENT' = any(r.bases)
                    and r.consented_at <= a.stated_at + interval '5 seconds'
                else r.bases && '{CONSENT,PUBLIC_TASK,LEGITIMATE_INTEREST}'::varchar[]
                  and r.started_at <= a.stated_at + interval '5 seconds'
                  and (a.decision is null or a.decision = r.decision)
              end
            order by r.registered_at limit $1""";

    /** One of them, and the act that concerns it. */
    record Concerned(
            TenantId tenant,
            RecordingId recording,
            SubjectAct act,
            String cause,
            String correlation) {

        static Concerned of(RecordingId recording, Noted noted) {
            return new Concerned(
                    noted.tenant(), recording, noted.act(), noted.cause(), noted.correlation());
        }
    }

    private final Pool pool;

    ConcernedRecordingQueries(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** The oldest of them. */
    Uni<List<Concerned>> oldest(int limit) {
        return pool.preparedQuery(FOUND)
                .execute(Tuple.of(limit))
                .map(
                        rows -> {
                            List<Concerned> found = new ArrayList<>(rows.size());
                            rows.forEach(row -> found.add(found(row)));
                            return found;
                        });
    }

    private static Concerned found(Row row) {
        return new Concerned(
                new TenantId(row.getString("tenant")),
                new RecordingId(row.getUUID("recording")),
                SubjectActStore.act(row),
                row.getString("cause"),
                row.getString("correlation"));
    }
}
