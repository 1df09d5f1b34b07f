// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.expiry;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.databasepools.LiveTransaction;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * The consents that have ended, by the read model. What it says is a hint: the stream decides. Uses
 * the feed role, which sees all tenants, and connections that requests do not use: a claim waits
 * for commands while it holds one.
 */
@ApplicationScoped
class ExpiredConsentQueries {

    private static final String CLAIM =
            "select tenant, id, controller, subject, valid_until, cause, correlation from consent"
                    + " where valid_until <= $1 and withdrawn_at is null and expiry_taken_at is null"
                    + " and (valid_until, id) > ($2, $3)"
                    + " order by valid_until, id limit $4 for update skip locked";

    private static final String TAKE = "update consent set expiry_taken_at = $1 where id = any($2)";

    /** Where a page of the list ended. */
    record Cursor(Instant validUntil, UUID consent) {
        static final Cursor START = new Cursor(Instant.EPOCH, new UUID(0, 0));
    }

    /**
     * A consent that seems to have ended.
     *
     * @param cause id of the event it was given by, and the correlation of that
     */
    record Due(
            TenantId tenant,
            UUID consent,
            PartyId controller,
            SubjectId subject,
            Instant validUntil,
            String cause,
            String correlation) {

        Cursor cursor() {
            return new Cursor(validUntil, consent);
        }
    }

    private final Pool pool;

    ExpiredConsentQueries(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /**
     * Locks the next due consents, has them handled, and takes those off the list that {@code
     * handle} answers with. What another process has locked is left to it. A crash releases the
     * locks, and so does PostgreSQL when the process hangs; what was done by then is done, and
     * doing it again changes nothing.
     */
    Uni<List<Due>> claim(
            Instant now, Cursor after, int limit, Function<List<Due>, Uni<List<UUID>>> handle) {
        return pool.withTransaction(
                connection ->
                        locked(connection, now, after, limit)
                                .flatMap(
                                        claimed ->
                                                claimed.isEmpty()
                                                        ? Uni.createFrom().item(claimed)
                                                        : LiveTransaction.during(
                                                                        connection,
                                                                        () -> handle.apply(claimed))
                                                                .flatMap(
                                                                        done ->
                                                                                take(
                                                                                        connection,
                                                                                        now,
                                                                                        done))
                                                                .replaceWith(claimed)));
    }

    private static Uni<List<Due>> locked(
            SqlConnection connection, Instant now, Cursor after, int limit) {
        return connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(at(now), at(after.validUntil()), after.consent(), limit))
                .map(
                        rows -> {
                            List<Due> due = new ArrayList<>(rows.size());
                            rows.forEach(row -> due.add(due(row)));
                            return due;
                        });
    }

    private static Uni<Void> take(SqlConnection connection, Instant now, List<UUID> done) {
        return connection
                .preparedQuery(TAKE)
                .execute(Tuple.of(at(now), done.toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    private static Due due(Row row) {
        return new Due(
                new TenantId(row.getString("tenant")),
                row.getUUID("id"),
                new PartyId(row.getString("controller")),
                new SubjectId(row.getString("subject")),
                row.getOffsetDateTime("valid_until").toInstant(),
                row.getString("cause"),
                row.getString("correlation"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
