// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;

/**
 * The recordings of a month, counted before they are decided: one row per budget, raised by whoever
 * draws. Replicas together never exceed a budget. What is drawn and then not recorded is given
 * back; what a crash keeps from being given back is lost to the month.
 */
@Singleton
class SampleBudgetStore {

    private static final String TAKE =
            """
            insert into sample_budget (tenant, controller, purpose, month, used)
            values ($1, $2, $3, $4, 1)
            on conflict (tenant, controller, purpose, month)
            do update set used = sample_budget.used + 1 where sample_budget.used < $5
            returning used""";

    private static final String GIVE_BACK =
            """
            update sample_budget set used = used - 1
            where tenant = $1 and controller = $2 and purpose = $3 and month = $4 and used > 0""";

    /** What a budget is for. */
    record Of(TenantId tenant, PartyId controller, Purpose purpose, LocalDate month) {

        Tuple asTuple() {
            return Tuple.of(tenant.value(), controller.value(), purpose.name(), month);
        }
    }

    private final Pool pool;

    SampleBudgetStore(Pool pool) {
        this.pool = pool;
    }

    /** Takes one; whether there was one left. */
    Uni<Boolean> take(Of of, int budget) {
        return budget == 0
                ? Uni.createFrom().item(false)
                : run(of, TAKE, of.asTuple().addInteger(budget)).map(rows -> rows.size() > 0);
    }

    /** Gives one back. */
    Uni<Void> giveBack(Of of) {
        return run(of, GIVE_BACK, of.asTuple()).replaceWithVoid();
    }

    private Uni<RowSet<Row>> run(Of of, String statement, Tuple values) {
        return TenantTransaction.run(pool, of.tenant(), statement, values);
    }
}
