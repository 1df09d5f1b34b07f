// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.recording.lifecycle.SubjectActStore.RecordedAct;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.SubjectAct;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Recordings of all tenants that an act of their person ends purposes of, and that still have them.
 * What it says is a hint: each recording's own stream decides. The conditions are those of {@link
 * SubjectAct}, so that nothing stays in the list that will not be acted on.
 */
@ApplicationScoped
class ConcernedRecordingQueries {

    /** The acts of a look, {@code a}, with the recordings that they concern. */
    private static final String CONCERNED =
            """
            select r.tenant, r.recording, a.act, a.kind, a.decision, a.stated_at, a.cause,
                   a.correlation, a.stage, a.recording as about, a.kept
            from a join recording_view r
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
                else case a.stage when 'PENDING' then 'CONSENT' = any(r.bases)
                    else r.bases && '{CONSENT,PUBLIC_TASK,LEGITIMATE_INTEREST}'::varchar[] end
                  and (a.recording is null or a.recording = r.recording)
                  and not r.recording = any(a.kept)
                  and r.started_at <= a.stated_at + interval '5 seconds'
                  and (a.decision is null or a.decision = r.decision)
              end
            order by r.registered_at limit $1""";

    private static final String OF_PERSON =
            """
            with a as materialized (
              select * from subject_act
              where tenant = $2 and controller = $3 and subject = $4)
            """
                    + CONCERNED;

    /** So many acts after one, in the order of their ids. */
    private static final String OF_PAGE =
            """
            with a as materialized (
              select * from subject_act where (tenant, act) > ($2, $3)
              order by tenant, act limit $4)
            """
                    + CONCERNED;

    private static final String LAST_OF_PAGE =
            """
            select tenant, act from subject_act where (tenant, act) > ($1, $2)
            order by tenant, act offset $3 limit 1""";

    /** A cursor over all acts, in their order. */
    record Cursor(String tenant, UUID act) {

        static final Cursor FIRST = new Cursor("", new UUID(0, 0));
    }

    /** One of them, and the act that concerns it. */
    record Concerned(
            TenantId tenant,
            RecordingId recording,
            SubjectAct act,
            String cause,
            String correlation) {

        static Concerned of(RecordingId recording, RecordedAct recordedAct) {
            return new Concerned(
                    recordedAct.tenant(),
                    recording,
                    recordedAct.act(),
                    recordedAct.cause(),
                    recordedAct.correlation());
        }
    }

    private final Pool pool;

    ConcernedRecordingQueries(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** The oldest that one person's acts towards one controller concern. */
    Uni<List<Concerned>> find(TenantId tenant, PartyId controller, SubjectId subject, int limit) {
        return found(
                OF_PERSON, Tuple.of(limit, tenant.value(), controller.value(), subject.value()));
    }

    /** The oldest that the next acts concern, so many at a time: a look has a limit of time. */
    Uni<List<Concerned>> after(Cursor cursor, int acts, int limit) {
        return found(OF_PAGE, Tuple.of(limit, cursor.tenant(), cursor.act(), acts));
    }

    /** Where the next acts end; empty when they are the last. */
    Uni<Optional<Cursor>> end(Cursor cursor, int acts) {
        return pool.preparedQuery(LAST_OF_PAGE)
                .execute(Tuple.of(cursor.tenant(), cursor.act(), acts - 1))
                .map(
                        rows -> {
                            Iterator<Row> first = rows.iterator();
                            if (!first.hasNext()) {
                                return Optional.empty();
                            }
                            Row row = first.next();
                            return Optional.of(
                                    new Cursor(row.getString("tenant"), row.getUUID("act")));
                        });
    }

    private Uni<List<Concerned>> found(String query, Tuple values) {
        return pool.preparedQuery(query)
                .execute(values)
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
