// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.keeping;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The policies in force, as retention-service says. A message may come again. */
@Singleton
public class LaidDownPolicyStore {

    private static final String ACTIVATE =
            """
            insert into laid_down_policy (tenant, policy, controller, campaign, purpose, version,
              from_event, at_least, at_most, reference, valid_from, valid_to)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict (tenant, policy) do nothing""";

    private static final String REPLACE =
            """
            update laid_down_policy set valid_to = least(valid_to, $3)
            where tenant = $1 and policy = $2""";

    private static final String WITHDRAW =
            """
            update laid_down_policy set withdrawn_at = coalesce(withdrawn_at, $3)
            where tenant = $1 and policy = $2""";

    private static final String OF =
            """
            select * from laid_down_policy
            where tenant = $1 and withdrawn_at is null and (controller is null or controller = $2)
            order by purpose, controller nulls first, campaign nulls first, version""";

    /** Names of the events that tell of a policy that began or ended. */
    public static final Set<String> TYPES =
            Set.of(LaidDownPolicyReader.ACTIVATED, LaidDownPolicyReader.WITHDRAWN);

    private final Pool pool;

    LaidDownPolicyStore(Pool pool) {
        this.pool = pool;
    }

    /** Whether the event tells of a policy that began or ended. */
    public static boolean concerns(ReceivedEvent event) {
        return LaidDownPolicyReader.isActivation(event) || LaidDownPolicyReader.isWithdrawal(event);
    }

    /** Notes what the event says; noting it again changes nothing. */
    public Uni<Void> note(ReceivedEvent event) {
        return LaidDownPolicyReader.isActivation(event)
                ? activate(event, LaidDownPolicyReader.policyOf(event))
                : run(
                        event.tenant(),
                        WITHDRAW,
                        Tuple.of(
                                event.tenant().value(),
                                LaidDownPolicyReader.withdrawn(event),
                                event.time().atOffset(ZoneOffset.UTC)));
    }

    /** Those that bind a controller: its own, its campaigns' and the tenant's. */
    public Uni<List<LaidDownPolicy>> find(TenantId tenant, String controller) {
        return TenantTransaction.run(pool, tenant, OF, Tuple.of(tenant.value(), controller))
                .map(
                        rows -> {
                            List<LaidDownPolicy> found = new ArrayList<>(rows.size());
                            rows.forEach(row -> found.add(policy(row)));
                            return found;
                        });
    }

    private Uni<Void> activate(ReceivedEvent event, LaidDownPolicy policy) {
        String tenant = event.tenant().value();
        Uni<Void> activated =
                run(
                        event.tenant(),
                        ACTIVATE,
                        Tuple.tuple()
                                .addString(tenant)
                                .addUUID(policy.policy())
                                .addString(policy.controller())
                                .addString(policy.campaign())
                                .addString(policy.purpose())
                                .addInteger(policy.version())
                                .addString(policy.from())
                                .addString(policy.atLeast())
                                .addString(policy.atMost())
                                .addString(policy.reference())
                                .addLocalDate(policy.validFrom())
                                .addLocalDate(policy.validTo()));
        UUID replaced = event.fields().optional("replaces", UUID::fromString);
        return replaced == null
                ? activated
                : activated.chain(
                        () ->
                                run(
                                        event.tenant(),
                                        REPLACE,
                                        Tuple.of(tenant, replaced, policy.validFrom())));
    }

    private Uni<Void> run(TenantId tenant, String statement, Tuple values) {
        return TenantTransaction.run(pool, tenant, statement, values).replaceWithVoid();
    }

    private static LaidDownPolicy policy(Row row) {
        return new LaidDownPolicy(
                row.getUUID("policy"),
                row.getString("controller"),
                row.getString("campaign"),
                row.getString("purpose"),
                row.getInteger("version"),
                row.getString("from_event"),
                row.getString("at_least"),
                row.getString("at_most"),
                row.getString("reference"),
                row.getLocalDate("valid_from"),
                row.getLocalDate("valid_to"));
    }
}
