// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.shredding.SubjectId;
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

/**
 * What requests of people restrict. Kept, since recordings may come after the request, and in
 * whichever order the two services tell of an objection.
 */
@ApplicationScoped
class RestrictionStore {

    private static final String KEEP =
            """
            insert into restriction
              (tenant, request, controller, subject, recording, decision, stated_at, cause,
               correlation, type)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (tenant, request) do nothing\
            """;

    private static final String LIFT =
            """
            update restriction set lifted = true
            where tenant = $1 and request = $2
            returning request, controller, subject, recording, decision, stated_at, cause,
              correlation, type\
            """;

    private static final String FIND =
            """
            select request, controller, subject, recording, decision, stated_at, cause, correlation,
              type, lifted
            from restriction
            where tenant = $1 and request = $2\
            """;

    private static final String REQUESTS =
            """
            select request from restriction
            where tenant = $1 and controller = $2 and subject = $3
            order by request\
            """;

    /** Those that the list knows, and those of the last days that it may not know yet. */
    private static final String RECORDINGS =
            """
            select recording from recording_view
            where tenant = $1 and controller = $2 and subject = $3
              and state in ('REGISTERED', 'STORED', 'QUARANTINED')
            union
            select recording from call_recording
            where tenant = $1 and controller = $2 and subject = $3\
            """;

    /**
     * A request that restricts recordings of a person.
     *
     * @param recording the one it is about; absent for those of a call, or of the person
     * @param decision the call it is about; absent for a recording, or for everything
     * @param type what the person asks for, a code of the desk; absent where nobody said
     * @param statedAt only calls that began by then; absent for all
     * @param cause id of the event that told of it
     * @param correlation of that event
     */
    record Restriction(
            TenantId tenant,
            UUID request,
            PartyId controller,
            SubjectId subject,
            @Nullable UUID recording,
            @Nullable UUID decision,
            @Nullable String type,
            @Nullable Instant statedAt,
            String cause,
            String correlation) {}

    /** A restriction that is known here, as it was noted first; whether it is over. */
    record KeptRestriction(Restriction restriction, boolean lifted) {}

    private final Pool pool;

    RestrictionStore(Pool pool) {
        this.pool = pool;
    }

    /** Keeps one. Keeping it again changes nothing, even once it is lifted. */
    Uni<Void> keep(Restriction restriction) {
        Instant statedAt = restriction.statedAt();
        Tuple values =
                Tuple.tuple()
                        .addValue(restriction.tenant().value())
                        .addValue(restriction.request())
                        .addValue(restriction.controller().value())
                        .addValue(restriction.subject().value())
                        .addValue(restriction.recording())
                        .addValue(restriction.decision())
                        .addValue(statedAt == null ? null : statedAt.atOffset(ZoneOffset.UTC))
                        .addValue(restriction.cause())
                        .addValue(restriction.correlation())
                        .addValue(restriction.type());
        return TenantTransaction.run(pool, restriction.tenant(), KEEP, values).replaceWithVoid();
    }

    /** Lifts one; what it was, or nothing where it is not known. */
    Uni<List<Restriction>> lift(TenantId tenant, UUID request) {
        return TenantTransaction.run(pool, tenant, LIFT, Tuple.of(tenant.value(), request))
                .map(rows -> restrictions(tenant, rows));
    }

    /** One that was kept, and whether it is lifted by now. */
    Uni<KeptRestriction> find(TenantId tenant, UUID request) {
        return TenantTransaction.run(pool, tenant, FIND, Tuple.of(tenant.value(), request))
                .map(
                        rows -> {
                            Row row = rows.iterator().next();
                            return new KeptRestriction(
                                    restriction(tenant, row), row.getBoolean("lifted"));
                        });
    }

    /** The requests of one person that restrict, or restricted, what one controller records. */
    Uni<List<UUID>> requests(TenantId tenant, PartyId controller, SubjectId subject) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        REQUESTS,
                        Tuple.of(tenant.value(), controller.value(), subject.value()))
                .map(
                        rows -> {
                            List<UUID> found = new ArrayList<>(rows.size());
                            rows.forEach(row -> found.add(row.getUUID("request")));
                            return found;
                        });
    }

    /** The recordings of one person with one controller that are not destroyed. */
    Uni<List<RecordingId>> recordings(TenantId tenant, PartyId controller, SubjectId subject) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        RECORDINGS,
                        Tuple.of(tenant.value(), controller.value(), subject.value()))
                .map(
                        rows -> {
                            List<RecordingId> found = new ArrayList<>(rows.size());
                            rows.forEach(
                                    row -> found.add(new RecordingId(row.getUUID("recording"))));
                            return found;
                        });
    }

    private static List<Restriction> restrictions(TenantId tenant, RowSet<Row> rows) {
        List<Restriction> found = new ArrayList<>(rows.size());
        rows.forEach(row -> found.add(restriction(tenant, row)));
        return found;
    }

    private static Restriction restriction(TenantId tenant, Row row) {
        var statedAt = row.getOffsetDateTime("stated_at");
        return new Restriction(
                tenant,
                row.getUUID("request"),
                new PartyId(row.getString("controller")),
                new SubjectId(row.getString("subject")),
                row.getUUID("recording"),
                row.getUUID("decision"),
                row.getString("type"),
                statedAt == null ? null : statedAt.toInstant(),
                row.getString("cause"),
                row.getString("correlation"));
    }
}
