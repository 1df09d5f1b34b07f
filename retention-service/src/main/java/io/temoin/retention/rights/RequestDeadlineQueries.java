// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The open requests of all tenants whose deadline has passed, by the read model. What it says is a
 * hint: the request's own stream decides. Uses the feed role, which sees all tenants.
 */
@ApplicationScoped
class RequestDeadlineQueries {

    private static final String PASSED =
            "select tenant, request, due_at from request where state = 'OPEN' and due_at <= $1"
                    + " and overdue_said_for is distinct from due_at"
                    + " and (due_at, tenant, request) > ($2, $3, $4)"
                    + " order by due_at, tenant, request limit $5";

    private static final String LAPSED =
            "select tenant, request, lapses_at as due_at from request"
                    + " where state = 'OPEN' and lapses_at <= $1"
                    + " and (lapses_at, tenant, request) > ($2, $3, $4)"
                    + " order by lapses_at, tenant, request limit $5";

    private static final String COUNT =
            "select count(*) as overdue from request where state = 'OPEN' and due_at <= $1";

    /**
     * An open request whose deadline has passed, or the time for a decision on an objection.
     *
     * @param dueAt when that was
     */
    record Passed(TenantId tenant, UUID request, Instant dueAt) {

        /** Before all of them. */
        static final Passed START = new Passed(new TenantId("t"), new UUID(0, 0), Instant.EPOCH);
    }

    private final Pool pool;

    RequestDeadlineQueries(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** The next ones after another that were not said to be overdue, at most {@code limit}. */
    Uni<List<Passed>> passed(Instant now, Passed after, int limit) {
        return page(PASSED, now, after, limit);
    }

    /** The next objections after another that nobody decided on, at most {@code limit}. */
    Uni<List<Passed>> lapsed(Instant now, Passed after, int limit) {
        return page(LAPSED, now, after, limit);
    }

    private Uni<List<Passed>> page(String query, Instant now, Passed after, int limit) {
        return pool.preparedQuery(query)
                .execute(
                        Tuple.of(
                                now.atOffset(ZoneOffset.UTC),
                                after.dueAt().atOffset(ZoneOffset.UTC),
                                after.tenant().value(),
                                after.request(),
                                limit))
                .map(
                        rows -> {
                            List<Passed> passed = new ArrayList<>(rows.size());
                            rows.forEach(
                                    row ->
                                            passed.add(
                                                    new Passed(
                                                            new TenantId(row.getString("tenant")),
                                                            row.getUUID("request"),
                                                            row.getOffsetDateTime("due_at")
                                                                    .toInstant())));
                            return passed;
                        });
    }

    /** How many there are. */
    Uni<Long> count(Instant now) {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getLong("overdue"));
    }
}
