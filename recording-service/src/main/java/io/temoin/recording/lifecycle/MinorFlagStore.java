// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.recording.lifecycle.domain.MinorFlag;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Who turned out to be under age, as consent-service told. Kept, since the audio of a call may come
 * after the word of its person's age.
 */
@ApplicationScoped
class MinorFlagStore {

    private static final String KEEP =
            """
            insert into minor_flag
              (tenant, controller, subject, flag, stated_at, cause, correlation)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (tenant, flag) do nothing""";

    private static final String OF =
            """
            select flag, stated_at from minor_flag
            where tenant = $1 and controller = $2 and subject = $3""";

    /**
     * A flag, and whom it is about.
     *
     * @param cause id of the event that told of it
     * @param correlation of that event
     */
    record Flagged(
            TenantId tenant,
            PartyId controller,
            SubjectId subject,
            MinorFlag flag,
            String cause,
            String correlation) {}

    private final Pool pool;

    MinorFlagStore(Pool pool) {
        this.pool = pool;
    }

    /** Keeps one. Keeping it again changes nothing. */
    Uni<Void> keep(Flagged flagged) {
        Tuple values =
                Tuple.tuple(
                        List.of(
                                flagged.tenant().value(),
                                flagged.controller().value(),
                                flagged.subject().value(),
                                flagged.flag().id(),
                                flagged.flag().statedAt().atOffset(ZoneOffset.UTC),
                                flagged.cause(),
                                flagged.correlation()));
        return run(flagged.tenant(), KEEP, values).replaceWithVoid();
    }

    /** The flags of one person with one controller. */
    Uni<List<MinorFlag>> of(TenantId tenant, PartyId controller, SubjectId subject) {
        return run(tenant, OF, Tuple.of(tenant.value(), controller.value(), subject.value()))
                .map(
                        rows -> {
                            List<MinorFlag> flags = new ArrayList<>();
                            rows.forEach(row -> flags.add(flag(row)));
                            return flags;
                        });
    }

    private static MinorFlag flag(Row row) {
        return new MinorFlag(row.getUUID("flag"), row.getOffsetDateTime("stated_at").toInstant());
    }

    private Uni<RowSet<Row>> run(TenantId tenant, String statement, Tuple values) {
        return pool.withTransaction(
                connection ->
                        connection
                                .preparedQuery("select set_config('temoin.tenant', $1, true)")
                                .execute(Tuple.of(tenant.value()))
                                .chain(_ -> connection.preparedQuery(statement).execute(values)));
    }
}
