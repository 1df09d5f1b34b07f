// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingPermission;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Which recordings belong to a call and to a person, from before each is registered: legs, and
 * repeated uploads under another id. Noted first and read after an opt-out or a withdrawal, or the
 * other way round, one of the two sees the other, whatever comes between. The list of recordings
 * cannot promise that: it follows the events, sometimes minutes behind.
 */
@ApplicationScoped
class CallRecordingStore {

    private static final String NOTE =
            """
            insert into call_recording (tenant, decision, recording, ended_at, controller, subject)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (tenant, decision, recording) do nothing""";

    /**
     * A receipt is good for a day: nobody opts out of a call that is older, and the list has it.
     */
    private static final String FORGET =
            """
            delete from call_recording
            where tenant = $1 and noted_at < now() - interval '2 days'""";

    private static final String OF =
            """
            select recording, ended_at from call_recording
            where tenant = $1 and decision = $2 order by ended_at, recording""";

    private static final String OF_PERSON =
            """
            select recording from call_recording
            where tenant = $1 and controller = $2 and subject = $3 order by noted_at, recording""";

    /** One of them, and when its audio ends. */
    record OfCall(RecordingId recording, Instant endedAt) {}

    private final Pool pool;

    CallRecordingStore(Pool pool) {
        this.pool = pool;
    }

    /** Notes one. Noting it again changes nothing. */
    Uni<Void> note(
            TenantId tenant,
            RecordingPermission permission,
            RecordingId recording,
            Instant endedAt) {
        Tuple values =
                Tuple.of(
                        tenant.value(),
                        permission.decision(),
                        recording.value(),
                        endedAt.atOffset(ZoneOffset.UTC),
                        permission.controller().value(),
                        permission.subject().value());
        return TenantTransaction.in(
                pool,
                tenant,
                connection ->
                        connection
                                .preparedQuery(FORGET)
                                .execute(Tuple.of(tenant.value()))
                                .chain(() -> connection.preparedQuery(NOTE).execute(values))
                                .replaceWithVoid());
    }

    /** Those of one call, the one that ends last at the end. */
    Uni<List<OfCall>> of(TenantId tenant, UUID decision) {
        return TenantTransaction.in(
                pool,
                tenant,
                connection ->
                        connection
                                .preparedQuery(OF)
                                .execute(Tuple.of(tenant.value(), decision))
                                .map(
                                        rows -> {
                                            List<OfCall> found = new ArrayList<>(rows.size());
                                            rows.forEach(row -> found.add(ofCall(row)));
                                            return found;
                                        }));
    }

    /** The recordings of a person's calls of the last two days with one controller. */
    Uni<List<RecordingId>> of(TenantId tenant, PartyId controller, SubjectId subject) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        OF_PERSON,
                        Tuple.of(tenant.value(), controller.value(), subject.value()))
                .map(
                        rows -> {
                            List<RecordingId> found = new ArrayList<>(rows.size());
                            rows.forEach(
                                    row -> found.add(new RecordingId(row.getUUID("recording"))));
                            return found;
                        });
    }

    private static OfCall ofCall(Row row) {
        return new OfCall(
                new RecordingId(row.getUUID("recording")),
                row.getOffsetDateTime("ended_at").toInstant());
    }
}
