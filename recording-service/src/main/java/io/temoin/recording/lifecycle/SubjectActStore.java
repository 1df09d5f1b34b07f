// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
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

/**
 * What data subjects said that ends purposes of recordings. Kept, since the audio of a call may
 * come after the word that ends it.
 */
@ApplicationScoped
class SubjectActStore {

    private static final String KEEP =
            """
            insert into subject_act
              (tenant, controller, subject, act, kind, decision, stated_at, cause, correlation)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (tenant, act) do nothing""";

    private static final String OF =
            """
            select act, kind, decision, stated_at, cause, correlation from subject_act
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

    /** Keeps one. Keeping it again changes nothing. */
    Uni<Void> keep(RecordedAct recordedAct) {
        SubjectAct act = recordedAct.act();
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
                        .addString(recordedAct.correlation());
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
                row.getOffsetDateTime("stated_at").toInstant());
    }
}
