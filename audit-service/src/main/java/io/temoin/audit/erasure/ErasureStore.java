// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.erasure.domain.ErasureCommand.ErasedList;
import io.temoin.audit.erasure.domain.RemainingItems.Statement;
import io.temoin.chassis.limits.LongStatements;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Asks the database to forget a person; what goes and what stays, it decides itself. */
@Singleton
public class ErasureStore {

    private static final String FORGET = "select forget_subject($1, $2, $3)";
    private static final String FORGET_IN_EXPORTS = "select forget_subject_in_exports($1)";

    private static final String HAS_TAKEN =
            """
            select from subject_erasure
            where tenant = $1 and erasure = $2 and octet_length(entries) > 0\
            """;

    private static final String CLOSE = "select taken, digest from close_subject_erasure($1)";

    private static final String OPEN =
            "select tenant, stream from erasure_under_way where begun_at < $1 order by begun_at";

    /** Some entries of a recording do not name the person, and nobody else says it for them. */
    private static final String SAID =
            """
            select at, service, action, controller, recording, decision, consent, purposes,
              position
            from audit_entry
            where tenant = $1 and reported_by is null and subject = $2
            union all
            select at, service, action, controller, recording, decision, consent, purposes,
              position
            from audit_entry
            where tenant = $1 and reported_by is null and subject is distinct from $2
              and recording in (
                select recording from audit_entry
                where tenant = $1 and subject = $2 and recording is not null)
            order by position\
            """;

    private static final String IS_NAMED_BY_OTHERS =
            """
            select exists (
              select from audit_entry
              where tenant = $1 and subject = $2 and controller is distinct from $3
                and controller is not null)\
            """;

    /** An erasure that was begun. */
    record OpenErasure(TenantId tenant, UUID erasure) {}

    private final Pool pool;
    private final Pool feed;
    private final LongStatements statements;

    ErasureStore(Pool pool, @ReactiveDataSource("feed") Pool feed, LongStatements statements) {
        this.pool = pool;
        this.feed = feed;
        this.statements = statements;
    }

    /** What the suite's own entries about the person say. */
    Uni<List<Statement>> said(TenantId tenant, SubjectId person) {
        return statements.in(
                pool,
                tenant,
                connection ->
                        connection
                                .preparedQuery(SAID)
                                .execute(Tuple.of(tenant.value(), person.value()))
                                .map(ErasureStore::said));
    }

    /** Whether another controller has entries about the person. */
    Uni<Boolean> isNamedByOthers(TenantId tenant, SubjectId person, String controller) {
        return statements.in(
                pool,
                tenant,
                connection ->
                        connection
                                .preparedQuery(IS_NAMED_BY_OTHERS)
                                .execute(Tuple.of(tenant.value(), person.value(), controller))
                                .map(rows -> rows.iterator().next().getBoolean(0)));
    }

    private static List<Statement> said(RowSet<Row> rows) {
        List<Statement> said = new ArrayList<>();
        rows.forEach(
                row ->
                        said.add(
                                new Statement(
                                        row.getOffsetDateTime("at").toInstant(),
                                        row.getString("service"),
                                        row.getString("action"),
                                        row.getString("controller"),
                                        row.getString("recording"),
                                        row.getString("decision"),
                                        row.getString("consent"),
                                        Set.copyOf(List.of(row.getArrayOfStrings("purposes"))))));
        return said;
    }

    /**
     * Takes what tells of the person out of these entries and out of what exports were narrowed to,
     * and destroys the salts that would let somebody try it against the log. Done twice, it finds
     * nothing the second time. The destruction of the person's key has to be on record before.
     *
     * @return how many of the entries told of the person; none once the list of what the erasure
     *     took is closed, and nothing is taken then
     */
    Uni<Optional<Long>> forget(
            TenantId tenant, SubjectId person, UUID erasure, List<String> entries) {
        Tuple these =
                Tuple.tuple()
                        .addString(person.value())
                        .addUUID(erasure)
                        .addArrayOfString(entries.toArray(String[]::new));
        return statements.in(
                pool,
                tenant,
                connection ->
                        connection
                                .preparedQuery(FORGET)
                                .execute(these)
                                .map(rows -> Optional.ofNullable(rows.iterator().next().getLong(0)))
                                .call(
                                        () ->
                                                connection
                                                        .preparedQuery(FORGET_IN_EXPORTS)
                                                        .execute(Tuple.of(person.value()))));
    }

    /** Whether an erasure took anything so far. */
    Uni<Boolean> hasTaken(TenantId tenant, UUID erasure) {
        return statements.in(
                pool,
                tenant,
                connection ->
                        connection
                                .preparedQuery(HAS_TAKEN)
                                .execute(Tuple.of(tenant.value(), erasure))
                                .map(rows -> rows.iterator().hasNext()));
    }

    /** Closes the list of what an erasure took: from then on it takes nothing more. */
    Uni<ErasedList> close(TenantId tenant, UUID erasure) {
        return statements.in(
                pool,
                tenant,
                connection ->
                        connection
                                .preparedQuery(CLOSE)
                                .execute(Tuple.of(erasure))
                                .map(rows -> rows.iterator().next())
                                .map(row -> new ErasedList(row.getLong(0), row.getString(1))));
    }

    /** The erasures of all tenants whose key was destroyed before, and that were not completed. */
    Uni<List<OpenErasure>> open(Instant before) {
        return feed.preparedQuery(OPEN)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC)))
                .map(
                        rows -> {
                            List<OpenErasure> open = new ArrayList<>();
                            rows.forEach(
                                    row ->
                                            open.add(
                                                    new OpenErasure(
                                                            new TenantId(row.getString("tenant")),
                                                            ErasureStream.erasure(
                                                                    row.getString("stream")))));
                            return open;
                        });
    }
}
