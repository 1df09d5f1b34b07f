// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.recording.lifecycle.domain.Contested;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.RectificationRequest;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The requests under which something may be put right now. A request is one from the moment when it
 * restricts what it contests until its answer lifts that; those of which the desk did not say what
 * they ask for are none.
 */
@ApplicationScoped
public class RectificationRequestStore {

    private static final String FIND =
            """
            select request, controller, subject, recording, decision,
              contested_kind, contested_document, contested_segment
            from restriction
            where tenant = $1 and request = $2 and type = 'RECTIFICATION'
              and not lifted and not proof_awaited\
            """;

    private static final String PROOF =
            """
            update restriction set proof_awaited = $3
            where tenant = $1 and request = $2 and proof_awaited <> $3\
            """;

    private static final String CONTEST =
            """
            update restriction
            set contested_kind = $3, contested_document = $4, contested_segment = $5
            where tenant = $1 and request = $2\
            """;

    private final Pool pool;

    RectificationRequestStore(Pool pool) {
        this.pool = pool;
    }

    /** The request; empty unless something may be put right under it now. */
    public Uni<Optional<RectificationRequest>> find(TenantId tenant, UUID request) {
        return TenantTransaction.run(pool, tenant, FIND, Tuple.of(tenant.value(), request))
                .map(
                        rows ->
                                rows.size() == 0
                                        ? Optional.empty()
                                        : Optional.of(request(rows.iterator().next())));
    }

    /** Notes whether the desk waits for a proof of who the person is. */
    Uni<Void> awaitProof(TenantId tenant, UUID request, boolean awaited) {
        return TenantTransaction.run(
                        pool, tenant, PROOF, Tuple.of(tenant.value(), request, awaited))
                .replaceWithVoid();
    }

    /** Notes what exactly is contested; what was noted before counts no more. */
    Uni<Void> contest(TenantId tenant, UUID request, Contested contested) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        CONTEST,
                        Tuple.tuple()
                                .addValue(tenant.value())
                                .addValue(request)
                                .addValue(contested.kind().name())
                                .addValue(contested.document())
                                .addValue(contested.segment()))
                .replaceWithVoid();
    }

    private static @Nullable Contested contested(Row row) {
        String kind = row.getString("contested_kind");
        return kind == null
                ? null
                : new Contested(
                        Contested.Kind.valueOf(kind),
                        row.getUUID("contested_document"),
                        row.getInteger("contested_segment"));
    }

    private static RectificationRequest request(Row row) {
        UUID recording = row.getUUID("recording");
        return new RectificationRequest(
                row.getUUID("request"),
                new PartyId(row.getString("controller")),
                new SubjectId(row.getString("subject")),
                recording == null ? null : new RecordingId(recording),
                row.getUUID("decision"),
                contested(row));
    }
}
