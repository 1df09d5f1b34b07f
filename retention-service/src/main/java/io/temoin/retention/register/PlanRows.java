// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.PlanKey;
import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the end of registered items depends on, as SQL and as rows: who shares it shares a plan. */
public final class PlanRows {

    private PlanRows() {}

    /** Items {@code z} with the id of their plan; they name their decision, if they have one. */
    static String keyed(String items) {
        return """
        select y.*, cast(substr(encode(sha256(convert_to(cast(
          case when cardinality(y.happened) = 0
            then json_build_array(y.kind, y.controller, y.campaign, y.kept_for, y.started_on,
              y.keep_until)
            else json_build_array(y.kind, y.controller, y.campaign, y.kept_for, y.started_on,
              y.keep_until, y.happened) end as text),
          'UTF8')), 'hex'), 1, 32) as uuid) as plan
        from (select w.*, %s as happened from (%s) w) y"""
                .formatted(happened("w", "w.started_on", ":tenant", "true"), items);
    }

    /** The plans of items with ids, if they are new. */
    static String plans(String keyed) {
        return """
        insert into item_plan (tenant, plan, kind, controller, campaign, kept_for, started_on,
          keep_until, happened, stage, generation)
        select distinct on (z.plan) :tenant, z.plan, z.kind, z.controller, z.campaign,
          z.kept_for, z.started_on, z.keep_until, z.happened, 'AWAITING_POLICY', 0
        from (%s) z order by z.plan
        on conflict do nothing"""
                .formatted(keyed);
    }

    /** Puts items under the plans of their ids; an order stands, and what comes back has it. */
    static String moved(String keyed) {
        return """
        update registered_item i set processor = x.processor, campaign = x.campaign,
          purposes = x.purposes, kept_for = x.kept_for, plan = x.plan,
          review_on = x.review_on, review_until = x.review_until,
          unreviewed_since =
            case when x.ended
              then coalesce(i.unreviewed_since, cast(cast(:at as text) as timestamptz)) end,
          stage = case when i.stage = 'ORDERED' then i.stage else %s end,
          due_on = case when i.stage = 'ORDERED' then i.due_on else %s end,
          due_at = case when i.stage = 'ORDERED' then i.due_at else %s end
        from (select z.*, p.stage, p.due_on, p.due_at, p.erasable_on, p.erasable_at,
              u.ended, case when not u.ended then p.review_on end as review_on,
              case when not u.ended then p.review_until end as review_until
            from (%s) z
            join (select * from item_plan where tenant = :tenant and plan in
                (select plan from (%s) k) order by plan for share) p on p.plan = z.plan
            cross join lateral (select %s as ended) u) x
        where i.tenant = :tenant and i.item = x.item and i.kind = x.kind"""
                .formatted(
                        MarkedRows.stage("x.stage", "x.erasable_at", "i.erase_at"),
                        MarkedRows.due(
                                "x.due_on",
                                "x.erasable_on",
                                MarkedRows.floor("i.floor_on", "i.kept_on", "x.review_on"),
                                "i.erase_on"),
                        MarkedRows.due(
                                "x.due_at",
                                "x.erasable_at",
                                MarkedRows.floor("i.floor_at", "i.kept_at", "x.review_until"),
                                "i.erase_at"),
                        keyed,
                        keyed,
                        EndedRows.ended("z.kept_for", "z.controller", "z.subject", "z.started_at"));
    }

    /**
     * What was reported of the call of an item, of its contracts and its person, as far as periods
     * of its purposes run from it: of what repeats the last time, or else the first report. What
     * happened to the call or its contract before the item began counts from its beginning, as what
     * else is kept of the call; of the person only what is no older than the item.
     *
     * @param item alias of its row
     * @param startedOn local day of its beginning
     * @param known a condition of when a report or a link {@code f} was recorded
     */
    static String happened(String item, String startedOn, String tenant, String known) {
        String call =
                "case when %1$s.kind = 'CALL_DECISION' then %1$s.item else %1$s.decision end"
                        .formatted(item);
        return """
        (select coalesce(array_agg(h.event || '=' || to_char(greatest(h.happened_on, %4$s),
            'YYYY-MM-DD') order by h.event), string_to_array('', ','))
          from (select f.event, case when bool_or(f.repeats) then max(f.happened_on)
                else (array_agg(f.happened_on order by f.number))[1] end
                as happened_on
              from item_report f
              where f.tenant = %1$s and f.controller = %2$s.controller
                and f.target = any(array(select cast(%3$s as text) union all select %2$s.subject
                  union all select f.contract from contract_call f
                    where f.tenant = %1$s and f.controller = %2$s.controller
                      and f.decision = %3$s and %5$s))
                and (f.target is distinct from %2$s.subject or f.happened_on >= %4$s)
                and f.purposes && %2$s.kept_for and %5$s
              group by f.event) h)"""
                .formatted(tenant, item, call, startedOn, known);
    }

    /** The key of a row of a plan. */
    public static PlanKey key(Row row) {
        return new PlanKey(
                ItemKind.valueOf(row.getString("kind")),
                row.getString("controller"),
                row.getString("campaign"),
                List.of(row.getArrayOfStrings("kept_for")),
                row.getLocalDate("started_on"),
                row.getLocalDate("keep_until"),
                happened(row));
    }

    /** What has happened to the items of a row. */
    static Map<BusinessEvent, LocalDate> happened(Row row) {
        Map<BusinessEvent, LocalDate> happened = new EnumMap<>(BusinessEvent.class);
        for (String each : row.getArrayOfStrings("happened")) {
            int sign = each.indexOf('=');
            happened.put(
                    BusinessEvent.valueOf(each.substring(0, sign)),
                    LocalDate.parse(each.substring(sign + 1)));
        }
        return happened;
    }
}
