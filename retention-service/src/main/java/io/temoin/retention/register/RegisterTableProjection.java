// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * What events do to the tables of the register, in the transaction of their projection. Doing a
 * thing again changes nothing. Rows come as JSON: one statement for all items of an event.
 */
final class RegisterTableProjection {

    private static final String ROWS =
            """
            json_to_recordset(cast(cast(:rows as text) as json)) as x (item uuid, kind text, controller text,
              processor text, campaign text, subject text, decision uuid, purposes text[],
              kept_for text[], started_at timestamptz, started_on date, keep_until date)""";

    /** What an item lacks is its decision's; of one that is not known yet, {@link #LACKING} has. */
    private static final String COMPLETE =
            """
            select x.item, x.kind, x.controller, coalesce(x.processor, d.processor) as processor,
              coalesce(x.campaign, d.campaign) as campaign, x.subject, x.decision,
              case when cardinality(x.purposes) = 0 then coalesce(d.purposes, x.purposes)
                else x.purposes end as purposes,
              case when cardinality(x.kept_for) = 0 then coalesce(d.kept_for, x.kept_for)
                else x.kept_for end as kept_for,
              x.started_at, x.started_on, x.keep_until
            from %s
            left join registered_item d
              on d.tenant = :tenant and d.item = x.decision and d.kind = 'CALL_DECISION'
            where (x.decision is null) = :alone"""
                    .formatted(ROWS);

    /** What came before its decision lacks what the decision has; whatever it has, it keeps. */
    private static final String LACKING =
            """
            select distinct on (i.item, i.kind) i.item, i.kind, i.controller,
              coalesce(i.processor, d.processor) as processor,
              coalesce(i.campaign, d.campaign) as campaign,
              case when cardinality(i.purposes) = 0 then d.purposes else i.purposes end as purposes,
              case when cardinality(i.kept_for) = 0 then d.kept_for else i.kept_for end as kept_for,
              i.subject, i.decision, i.ended_at as started_at, p.started_on, p.keep_until
            from %s
            join registered_item d
              on d.tenant = :tenant and d.item = x.item and d.kind = x.kind
            join registered_item i
              on i.tenant = :tenant and i.decision = d.item
            join item_plan p on p.tenant = i.tenant and p.plan = i.plan
            where x.kind = 'CALL_DECISION' and i.stage not in ('DISPOSED', 'GONE')
              and (i.processor is null and d.processor is not null
                or i.campaign is null and d.campaign is not null
                or cardinality(i.purposes) = 0 and cardinality(d.purposes) > 0
                or cardinality(i.kept_for) = 0 and cardinality(d.kept_for) > 0)"""
                    .formatted(ROWS);

    private static final String KEYED = PlanRows.keyed(COMPLETE);

    private static final String KEYED_ANEW = PlanRows.keyed(LACKING);

    private static final String PLANS = PlanRows.plans(KEYED);

    private static final String PLANS_ANEW = PlanRows.plans(KEYED_ANEW);

    private static final String COMPLETE_ITEMS = PlanRows.moved(KEYED_ANEW);

    /** The erasures of the person that cover the item {@code z}. */
    private static final String ERASED =
            """
            select min(e.erase_on) as erase_on, min(e.erase_at) as erase_at from erased_person e
            where e.tenant = :tenant and e.subject = z.subject and e.controller = z.controller
              and z.kind <> 'REQUEST'
              and (e.completed_at is null or e.completed_at >= z.started_at)""";

    private static final String ENDED =
            EndedRows.ended("z.kept_for", "z.controller", "z.subject", "z.started_at");

    /** Shared with nobody who changes the plan meanwhile, or an item would miss the change. */
    private static final String ITEMS =
            """
            insert into registered_item (tenant, item, kind, controller, processor, campaign,
              subject, decision, purposes, kept_for, ended_at, plan, stage, due_on, due_at,
              floor_on, floor_at, erase_on, erase_at, review_on, review_until, registered_at,
              unreviewed_since)
            select :tenant, z.item, z.kind, z.controller, z.processor, z.campaign, z.subject,
              z.decision, z.purposes, z.kept_for, z.started_at, z.plan, %s, %s, %s,
              m.keep_until, m.keep_until_at, e.erase_on, e.erase_at,
              case when not u.ended then p.review_on end,
              case when not u.ended then p.review_until end,
              cast(cast(:at as text) as timestamptz),
              case when u.ended then cast(cast(:at as text) as timestamptz) end
            from (%s) z
            join (select * from item_plan where tenant = :tenant and plan in
                (select plan from (%s) k) order by plan for share) p on p.plan = z.plan
            left join item_minimum m
              on m.tenant = :tenant and m.item = z.item and m.kind = z.kind
            left join lateral (%s) e on true
            cross join lateral (select %s as ended) u
            on conflict do nothing"""
                    .formatted(
                            MarkedRows.stage("p.stage", "p.erasable_at", "e.erase_at"),
                            MarkedRows.due(
                                    "p.due_on", "p.erasable_on", "m.keep_until", "e.erase_on"),
                            MarkedRows.due(
                                    "p.due_at", "p.erasable_at", "m.keep_until_at", "e.erase_at"),
                            KEYED,
                            KEYED,
                            ERASED,
                            ENDED);

    private static final String ERASE_PERSON =
            """
            insert into erased_person (tenant, request, controller, subject, erase_on, erase_at)
            values (:tenant, cast(cast(:request as text) as uuid), :controller, :subject,
              cast(cast(:day as text) as date), cast(cast(:at as text) as timestamptz))
            on conflict do nothing""";

    /**
     * Whatever its owner refused before is tried again, and no floor is left but a minimum's;
     * nobody's review keeps it. The file of a request proves that the person was answered.
     */
    private static final String MARKED =
            """
            select r.item, r.kind, m.keep_until, m.keep_until_at, p.stage, p.due_on, p.due_at,
              p.erasable_on, p.erasable_at,
              coalesce(r.erase_on, cast(cast(:day as text) as date)) as erase_on,
              coalesce(r.erase_at, cast(cast(:at as text) as timestamptz)) as erase_at
            from registered_item r
            join item_plan p on p.tenant = r.tenant and p.plan = r.plan
            left join item_minimum m
              on m.tenant = r.tenant and m.item = r.item and m.kind = r.kind
            where r.tenant = :tenant and r.subject = :subject and r.controller = :controller
              and r.kind <> 'REQUEST' and r.stage not in ('DISPOSED', 'GONE')
            order by p.plan for share of p""";

    private static final String MARK =
            """
            update registered_item i set erase_on = x.erase_on, erase_at = x.erase_at,
              refused = null, floor_on = x.keep_until, floor_at = x.keep_until_at,
              kept_on = null, kept_at = null,
              stage = case when i.stage = 'ORDERED' then i.stage else %s end,
              due_on = case when i.stage = 'ORDERED' then i.due_on else %s end,
              due_at = case when i.stage = 'ORDERED' then i.due_at else %s end
            from (%s) x
            where i.tenant = :tenant and i.item = x.item and i.kind = x.kind"""
                    .formatted(
                            MarkedRows.stage("x.stage", "x.erasable_at", "x.erase_at"),
                            MarkedRows.due(
                                    "x.due_on", "x.erasable_on", "x.keep_until", "x.erase_on"),
                            MarkedRows.due(
                                    "x.due_at", "x.erasable_at", "x.keep_until_at", "x.erase_at"),
                            MARKED);

    private static final String ERASED_PERSON =
            """
            update erased_person set completed_at = cast(cast(:at as text) as timestamptz)
            where tenant = :tenant and request = cast(cast(:request as text) as uuid)""";

    private static final String BATCH =
            """
            insert into disposition_batch (tenant, batch, owner, kind, controller, items,
              basis, correlation, ordered_at, disposed, refused, overdue_said)
            values (:tenant, cast(cast(:batch as text) as uuid), :owner, :kind, :controller, :items,
              :basis, :correlation, cast(cast(:at as text) as timestamptz), 0, 0, false)
            on conflict do nothing""";

    private static final String ORDERED =
            """
            update registered_item set stage = 'ORDERED', batch = cast(cast(:batch as text) as uuid)
            where tenant = :tenant and kind = :kind and stage <> 'DISPOSED'
              and item in (select cast(x.value as uuid)
                from json_array_elements_text(cast(cast(:rows as text) as json)) x)""";

    private static final String CONFIRMED =
            """
            update disposition_batch set confirmed_at = cast(cast(:at as text) as timestamptz),
              disposed = :disposed, refused = :refused
            where tenant = :tenant and batch = cast(cast(:batch as text) as uuid)""";

    private static final String FLOOR_ON = "greatest(i.floor_on, x.day)";

    private static final String FLOOR_AT = "greatest(i.floor_at, x.next)";

    /** The item itself forgets the order. */
    private static final String REFUSED =
            """
            insert into item_refusal (tenant, item, kind, batch, ordered_at, basis, refused_at,
              refused_on, reason)
            select i.tenant, i.item, i.kind, b.batch, b.ordered_at, b.basis,
              cast(cast(:at as text) as timestamptz), x.day, x.reason
            from json_to_recordset(cast(cast(:rows as text) as json))
              as x (item uuid, reason text, day date)
            join registered_item i on i.tenant = :tenant and i.item = x.item
              and i.batch = cast(cast(:batch as text) as uuid)
            join disposition_batch b on b.tenant = i.tenant and b.batch = i.batch
            on conflict do nothing""";

    private static final String RETURNED_AT =
            MarkedRows.due("p.due_at", "p.erasable_at", FLOOR_AT, "i.erase_at");

    /** As its plan says now, had its owner not refused it. */
    private static final String WEIGHED_AT =
            MarkedRows.due(
                    "p.due_at",
                    "p.erasable_at",
                    MarkedRows.floor("i.floor_at", "i.kept_at", "p.review_until"),
                    "i.erase_at");

    /**
     * What was refused is on the list again once its owner lets it go, or the next day if it did
     * not say when that is, with the reason. Whoever let it go decided that: an owner who needs it
     * for another day asks nobody for a second look, unless its plan has changed meanwhile.
     */
    private static final String RETURNED =
            """
            update registered_item i set stage = %s, batch = null, refused = x.reason,
              needed_on = x.needed_on,
              floor_on = %s, floor_at = %s, due_on = %s, due_at = %s,
              released_for = case when i.released_for = (%s) then %s else i.released_for end
            from item_plan p,
              json_to_recordset(cast(cast(:rows as text) as json))
                as x (item uuid, reason text, day date, next timestamptz, needed_on date)
            where i.tenant = :tenant and i.batch = cast(cast(:batch as text) as uuid) and i.item = x.item
              and p.tenant = i.tenant and p.plan = i.plan"""
                    .formatted(
                            MarkedRows.stage("p.stage", "p.erasable_at", "i.erase_at"),
                            FLOOR_ON,
                            FLOOR_AT,
                            MarkedRows.due("p.due_on", "p.erasable_on", FLOOR_ON, "i.erase_on"),
                            RETURNED_AT,
                            WEIGHED_AT,
                            RETURNED_AT);

    /** Without the moment it was due: the database would expect all these rows among the due. */
    private static final String DISPOSED =
            """
            update registered_item set stage = 'DISPOSED', erased_at = cast(cast(:at as text) as timestamptz),
              due_at = null, refused = null
            where tenant = :tenant and batch = cast(cast(:batch as text) as uuid)""";

    private static final String OVERDUE =
            """
            update disposition_batch set overdue_said = true
            where tenant = :tenant and batch = cast(cast(:batch as text) as uuid)""";

    /** Those that are open, too: somebody may be at them who knows the policies of before. */
    private static final String REPLAN =
            """
            update item_plan set planned_at = null, generation = generation + 1
            where tenant = :tenant""";

    private RegisterTableProjection() {}

    /**
     * Registers items: first those that depend on no other, then the others. A decision completes
     * what was told of its call before it, so that the order of telling makes no difference.
     */
    static Uni<Void> register(TenantId tenant, String rows, Instant at) {
        Map<String, Object> values = Map.of("tenant", tenant.value(), "rows", rows);
        Map<String, Object> completed = new HashMap<>(values);
        completed.put("at", at.toString());
        return insert(tenant, rows, true, at)
                .chain(() -> run(PLANS_ANEW, values))
                .chain(() -> run(COMPLETE_ITEMS, completed))
                .chain(() -> insert(tenant, rows, false, at));
    }

    private static Uni<Void> insert(TenantId tenant, String rows, boolean alone, Instant at) {
        Map<String, Object> plans = Map.of("tenant", tenant.value(), "rows", rows, "alone", alone);
        Map<String, Object> items = new HashMap<>(plans);
        items.put("at", at.toString());
        return run(PLANS, plans).chain(() -> run(ITEMS, items));
    }

    /** Puts a batch and its items on record as ordered. */
    static Uni<Void> order(Map<String, Object> batch, Map<String, Object> items) {
        return run(BATCH, batch).chain(() -> run(ORDERED, items));
    }

    /** Puts the answer of an owner on record: first what comes back, then what is gone. */
    static Uni<Void> confirm(
            Map<String, Object> batch,
            Map<String, Object> refused,
            Map<String, Object> returned,
            Map<String, Object> disposed) {
        return run(CONFIRMED, batch)
                .chain(() -> run(REFUSED, refused))
                .chain(() -> run(RETURNED, returned))
                .chain(() -> run(DISPOSED, disposed));
    }

    /** The erasure of a person was decided: what is registered of them goes as soon as it may. */
    static Uni<Void> erase(
            TenantId tenant,
            String request,
            String controller,
            String subject,
            LocalDate day,
            Instant at) {
        Map<String, Object> person =
                Map.of(
                        "tenant", tenant.value(),
                        "controller", controller,
                        "subject", subject,
                        "day", day.toString(),
                        "at", at.toString());
        Map<String, Object> erasure = new HashMap<>(person);
        erasure.put("request", request);
        return run(ERASE_PERSON, erasure).chain(() -> run(MARK, person));
    }

    /** It is complete: what begins later is new. */
    static Uni<Void> erased(TenantId tenant, String request, Instant at) {
        return run(
                ERASED_PERSON,
                Map.of("tenant", tenant.value(), "request", request, "at", at.toString()));
    }

    /** A batch was said to be overdue. */
    static Uni<Void> overdue(TenantId tenant, String batch) {
        return run(OVERDUE, Map.of("tenant", tenant.value(), "batch", batch));
    }

    /** The policies of a tenant have changed: everything is to be planned again. */
    static Uni<Void> replan(TenantId tenant) {
        return run(REPLAN, Map.of("tenant", tenant.value()));
    }

    /** Runs a statement in the transaction of the projection. */
    static Uni<Void> run(String statement, Map<String, Object> values) {
        return Panache.getSession()
                .chain(
                        session -> {
                            var query = session.createNativeQuery(statement);
                            values.forEach(query::setParameter);
                            return query.executeUpdate();
                        })
                .replaceWithVoid();
    }
}
