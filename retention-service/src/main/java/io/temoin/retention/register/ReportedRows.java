// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What business systems reported, in the tables of the register, in the transaction of their
 * projection. The items that it concerns get the plan of those of which the same is known; what is
 * registered later finds it.
 */
final class ReportedRows {

    private static final String REPORT =
            """
            insert into item_report (tenant, controller, target, event, purposes, repeats,
              happened_at, happened_on, known_at)
            values (:tenant, :controller, :target, :event,
              string_to_array(cast(:purposes as text), ','), :repeats,
              cast(cast(:happenedAt as text) as timestamptz), cast(cast(:day as text) as date),
              cast(cast(:at as text) as timestamptz))
            on conflict do nothing""";

    private static final String LINK =
            """
            insert into contract_call (tenant, controller, contract, decision, known_at)
            values (:tenant, :controller, :target, cast(cast(:decision as text) as uuid),
              cast(cast(:at as text) as timestamptz))
            on conflict do nothing""";

    private static final String OF_CALL = ofCalls("cast(cast(:target as text) as uuid)");

    private static final String OF_CONTRACT =
            ofCalls(
                    """
                    select c.decision from contract_call c where c.tenant = :tenant
                      and c.controller = :controller and c.contract = :target""");

    private static final String OF_PERSON = concerned("i.subject = :target");

    /** What is concerned by something. */
    enum Target {
        /** A call, by its decision. */
        CALL(OF_CALL),
        /** A contract, by its fingerprint. */
        CONTRACT(OF_CONTRACT),
        /** A person, by their pseudonym. */
        PERSON(OF_PERSON);

        private final String plans;
        private final String moved;

        Target(String concerned) {
            String changed = changed(PlanRows.keyed(concerned));
            this.plans = PlanRows.plans(changed);
            this.moved = PlanRows.moved(changed);
        }
    }

    private ReportedRows() {}

    private static String ofCalls(String decisions) {
        return concerned("i.decision in (%1$s)".formatted(decisions))
                + " union all "
                + concerned("i.kind = 'CALL_DECISION' and i.item in (%1$s)".formatted(decisions));
    }

    private static String concerned(String condition) {
        return """
        select i.item, i.kind, i.controller, i.processor, i.campaign, i.purposes, i.kept_for,
          i.subject, i.decision, i.ended_at as started_at, p.started_on, p.keep_until
        from registered_item i
        join item_plan p on p.tenant = i.tenant and p.plan = i.plan
        where i.tenant = :tenant and i.controller = :controller
          and i.stage not in ('DISPOSED', 'GONE') and %s"""
                .formatted(condition);
    }

    /** Most items of a person are kept for something else. */
    private static String changed(String keyed) {
        return """
        select v.* from (%s) v
        join registered_item o on o.tenant = :tenant and o.item = v.item and o.kind = v.kind
        where o.plan <> v.plan"""
                .formatted(keyed);
    }

    /**
     * Notes what was reported, and plans anew what it concerns.
     *
     * @param id of the target
     * @param data of the event that recorded it
     * @param purposes whose periods run from it
     * @param at when it was recorded
     */
    static Uni<Void> report(
            TenantId tenant,
            Target target,
            String id,
            JsonFields data,
            Set<Purpose> purposes,
            ZoneId zone,
            Instant at) {
        if (purposes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        BusinessEvent event = data.read("event", BusinessEvent::valueOf);
        Instant happenedAt = data.instant("happenedAt");
        Map<String, Object> of = of(tenant, data, id);
        Map<String, Object> values = new HashMap<>(of);
        values.put("event", event.name());
        values.put(
                "purposes",
                purposes.stream().map(Purpose::name).sorted().collect(Collectors.joining(",")));
        values.put("repeats", event.repeats());
        values.put("happenedAt", happenedAt.toString());
        values.put("day", happenedAt.atZone(zone).toLocalDate().toString());
        values.put("at", at.toString());
        return RegisterTableProjection.run(REPORT, values).chain(() -> planAnew(target, of, at));
    }

    /** Notes that a contract is about a call, and plans anew what that concerns. */
    static Uni<Void> link(TenantId tenant, JsonFields data, String decision, Instant at) {
        Map<String, Object> contract = of(tenant, data, data.text("contract"));
        Map<String, Object> values = new HashMap<>(contract);
        values.put("decision", decision);
        values.put("at", at.toString());
        return RegisterTableProjection.run(LINK, values)
                .chain(() -> planAnew(Target.CALL, of(tenant, data, decision), at));
    }

    private static Map<String, Object> of(TenantId tenant, JsonFields data, String target) {
        return Map.of(
                "tenant", tenant.value(), "controller", data.text("controller"), "target", target);
    }

    private static Uni<Void> planAnew(Target target, Map<String, Object> of, Instant at) {
        Map<String, Object> moved = new HashMap<>(of);
        moved.put("at", at.toString());
        return RegisterTableProjection.run(target.plans, of)
                .chain(() -> RegisterTableProjection.run(target.moved, moved));
    }
}
