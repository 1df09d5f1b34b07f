// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.recording.lifecycle.domain.ObjectionReach;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.QuarantineReason;
import io.temoin.recording.lifecycle.domain.SubjectAct;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What data subjects said that ends purposes of recordings. Kept, since the audio of a call may
 * come after the word that ends it.
 */
@ApplicationScoped
class SubjectActStore {

    private static final String KEEP =
            """
            insert into subject_act
              (tenant, controller, subject, act, kind, decision, stated_at, cause, correlation,
               stage, recording, kept)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict (tenant, act) do update
              set stage = excluded.stage, recording = excluded.recording, kept = excluded.kept
              where subject_act.stage = 'PENDING' and excluded.stage = 'UPHELD'""";

    private static final String OF =
            """
            select act, kind, decision, stated_at, cause, correlation, stage, recording as about, kept
            from subject_act
            where tenant = $1 and controller = $2 and subject = $3
            order by stated_at, act""";

    /**
     * An act, and whose it is.
     *
     * @param cause id of the event that told of it
     * @param correlation of that event
     */
    record RecordedAct(
            TenantId tenant,
            PartyId controller,
            SubjectId subject,
            SubjectAct act,
            String cause,
            String correlation) {}

    private final Pool pool;

    SubjectActStore(Pool pool) {
        this.pool = pool;
    }

    /** Keeps one. Keeping it again changes nothing; the desk's word on an objection counts more. */
    Uni<Void> keep(RecordedAct recordedAct) {
        SubjectAct act = recordedAct.act();
        ObjectionReach reach = act.objection();
        Tuple values =
                Tuple.tuple()
                        .addString(recordedAct.tenant().value())
                        .addString(recordedAct.controller().value())
                        .addString(recordedAct.subject().value())
                        .addUUID(act.id())
                        .addString(act.kind().name())
                        .addUUID(act.decision())
                        .addOffsetDateTime(act.statedAt().atOffset(ZoneOffset.UTC))
                        .addString(recordedAct.cause())
                        .addString(recordedAct.correlation())
                        .addString(reach == null ? null : reach.stage().name())
                        .addUUID(reach == null ? null : reach.recording())
                        .addValue(reach == null ? new UUID[0] : reach.kept().toArray(UUID[]::new));
        return TenantTransaction.run(pool, recordedAct.tenant(), KEEP, values).replaceWithVoid();
    }

    /** What one person said towards one controller, in the order in which it was said. */
    Uni<List<RecordedAct>> find(TenantId tenant, PartyId controller, SubjectId subject) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        OF,
                        Tuple.of(tenant.value(), controller.value(), subject.value()))
                .map(
                        rows -> {
                            List<RecordedAct> acts = new ArrayList<>();
                            rows.forEach(
                                    row ->
                                            acts.add(
                                                    new RecordedAct(
                                                            tenant,
                                                            controller,
                                                            subject,
                                                            act(row),
                                                            row.getString("cause"),
                                                            row.getString("correlation"))));
                            return acts;
                        });
    }

    /** An act as every statement here names its columns. */
    static SubjectAct act(Row row) {
        return new SubjectAct(
                row.getUUID("act"),
                QuarantineReason.valueOf(row.getString("kind")),
                row.getUUID("decision"),
                row.getOffsetDateTime("stated_at").toInstant(),
                reach(row));
    }

    private static @Nullable ObjectionReach reach(Row row) {
        String stage = row.getString("stage");
        return stage == null
                ? null
                : new ObjectionReach(
                        ObjectionReach.Stage.valueOf(stage),
                        row.getUUID("about"),
                        Set.of(row.getArrayOfUUIDs("kept")));
    }
}
