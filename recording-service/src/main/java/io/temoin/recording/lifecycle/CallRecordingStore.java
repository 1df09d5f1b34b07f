// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RecordingPermission;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
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
            insert into call_recording (tenant, decision, recording, controller, subject)
            values ($1, $2, $3, $4, $5)
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
            select recording from call_recording
            where tenant = $1 and decision = $2 order by noted_at, recording""";

    private static final String OF_PERSON =
            """
            select recording from call_recording
            where tenant = $1 and controller = $2 and subject = $3 order by noted_at, recording""";

    private final Pool pool;

    CallRecordingStore(Pool pool) {
        this.pool = pool;
    }

    /** Notes one. Noting it again changes nothing. */
    Uni<Void> note(TenantId tenant, RecordingPermission permission, RecordingId recording) {
        Tuple values =
                Tuple.of(
                        tenant.value(),
                        permission.decision(),
                        recording.value(),
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

    /** Those of one call. */
    Uni<List<RecordingId>> find(TenantId tenant, UUID decision) {
        return found(tenant, OF, Tuple.of(tenant.value(), decision));
    }

    /** The recordings of a person's calls of the last two days with one controller. */
    Uni<List<RecordingId>> find(TenantId tenant, PartyId controller, SubjectId subject) {
        return found(
                tenant, OF_PERSON, Tuple.of(tenant.value(), controller.value(), subject.value()));
    }

    private Uni<List<RecordingId>> found(TenantId tenant, String query, Tuple values) {
        return TenantTransaction.run(pool, tenant, query, values)
                .map(
                        rows -> {
                            List<RecordingId> found = new ArrayList<>(rows.size());
                            rows.forEach(
                                    row -> found.add(new RecordingId(row.getUUID("recording"))));
                            return found;
                        });
    }
}
