// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

/**
 * When a hold covers an item, as SQL. The item is a row {@code i} with the columns {@code tenant},
 * {@code item}, {@code kind}, {@code controller}, {@code subject}, {@code campaign}, {@code
 * purposes}, {@code ended_at} and {@code call}, which is the decision of the call that it tells of
 * and empty of a recording; the hold a row {@code h} of {@code legal_hold}. An item of which it is
 * not known when its call ended is covered by every period: on doubt nothing is destroyed. The
 * database looks in the same way when it refuses an order (V1030, V1191).
 */
public final class HoldMatch {

    /** A document is written later than the call ends that it is about: its call counts. */
    private static String criteria(String listed) {
        return """
        h.controller = i.controller
        and (h.subject is null or h.subject = i.subject)
        and (h.campaign is null or h.campaign = i.campaign)
        and (cardinality(h.purposes) = 0 or h.purposes && i.purposes)
        and case when i.kind in ('SHEET', 'TRANSCRIPT')
              and (h.ended_from is not null or h.ended_before is not null)
            then coalesce((select bool_or(%1$s)
                from call_item c
                join retained_item r on r.tenant = c.tenant and r.recording = c.recording
                where c.tenant = i.tenant and c.decision = i.call), %2$s)
            else %2$s end
        and (not h.by_items or %3$s)"""
                .formatted(inPeriod("r.ended_at"), inPeriod("i.ended_at"), listed);
    }

    private static String inPeriod(String endedAt) {
        return "((h.ended_from is null or coalesce(%1$s >= h.ended_from, true)) and (h.ended_before is"
                        .formatted(endedAt)
                + " null or coalesce(%1$s < h.ended_before, true)))".formatted(endedAt);
    }

    /** Itself, or the recording of the call that it tells of. */
    private static final String LISTED =
            "(exists (select 1 from hold_item l where l.tenant = i.tenant and l.hold = h.hold and"
                    + " l.item = i.item) or exists (select 1 from call_item c join hold_item l on"
                    + " l.tenant = c.tenant and l.item = c.recording and l.hold = h.hold where"
                    + " c.tenant = i.tenant and c.decision = i.call))";

    /** The row {@code h} covers the row {@code i}, released or not. */
    static final String COVERS = "h.tenant = i.tenant and " + criteria(LISTED);

    /** Criteria that are no hold yet: a row {@code h} that lists its items itself. */
    static final String WOULD_COVER =
            criteria(
                    "(i.item = any(h.items) or exists (select 1 from call_item c where c.tenant ="
                            + " i.tenant and c.decision = i.call and c.recording = any(h.items)))");

    static final String IN_FORCE = "h.state <> 'RELEASED'";

    /** No hold in force covers the row {@code i}. */
    static final String NOT_HELD =
            "not exists (select 1 from legal_hold h where " + IN_FORCE + " and " + COVERS + ")";

    /**
     * No open request of the person keeps the row {@code i} at that moment. Which call a recording
     * is of is in {@code call_item}.
     */
    public static String notFrozen(String now) {
        return "not exists (select 1 from item_freeze f where f.tenant = i.tenant and not f.over and"
                + " f.until > "
                + now
                + " and f.controller = i.controller and f.subject = i.subject and (f.recording is"
                + " null or f.recording = i.recording) and (f.decision is null or exists (select 1"
                + " from call_item c where c.tenant = i.tenant and c.decision = f.decision and"
                + " c.recording = i.recording)))";
    }

    /**
     * The recordings {@code r} that keep the row {@code i} of {@code registered_item}: what proves
     * that it was lawful to record a call, the decision on it and the notice in it, stays with its
     * recording, though its person is erased.
     */
    public static final String KEEPING_RECORDINGS =
            "call_item c join retained_item r on r.tenant = c.tenant and r.recording = c.recording"
                    + " where i.erase_at is not null and i.kind in ('CALL_DECISION',"
                    + " 'NOTICE_SERVED') and c.tenant = i.tenant and c.controller = i.controller"
                    + " and c.decision = coalesce(i.decision, i.item) and r.stage not in"
                    + " ('ORDERED', 'DISPOSED', 'GONE')";

    /**
     * No recording keeps the row {@code i} of {@code registered_item} at that moment. One keeps it
     * from the erasure of its person, and not beyond the day on which it would go without that.
     */
    public static String isNotKeptWithRecording(String now) {
        return "(not exists (select 1 from "
                + KEEPING_RECORDINGS
                + ") or exists (select 1 from item_plan p where p.tenant = i.tenant and p.plan ="
                + " i.plan and p.due_at <= "
                + now
                + " and coalesce(i.floor_at <= "
                + now
                + ", true)))";
    }

    /**
     * The call of a request {@code f} about one recording; every call, while it is not known which
     * one the recording is of.
     */
    static String isCallOfFrozenRecording(String call) {
        return """
        (%1$s is not null and (exists (select 1 from call_item c
            where c.tenant = f.tenant and c.recording = f.recording and c.decision = %1$s)
          or not exists (select 1 from call_item c
            where c.tenant = f.tenant and c.recording = f.recording)))"""
                .formatted(call);
    }

    /**
     * The same of a row {@code i} of {@code registered_item}: by a request about everything of the
     * person, or about the call that it is of, or a recording of that.
     */
    public static String registeredIsNotFrozen(String now) {
        return "not exists (select 1 from item_freeze f where f.tenant = i.tenant and not f.over and"
                + " f.until > "
                + now
                + " and f.controller = i.controller and f.subject = i.subject and (f.recording is"
                + " null or "
                + isCallOfFrozenRecording(CALL)
                + ") and (f.decision is null or f.decision in (i.decision, i.item)))";
    }

    /** There is still something to hold. */
    static final String LIVING =
            "i.stage in ('SCHEDULED', 'UNDER_MINIMUM', 'AWAITING_TRIGGER', 'AWAITING_POLICY',"
                    + " 'KEPT', 'IN_CONFLICT')";

    private HoldMatch() {}

    /** The call that a row {@code i} of {@code registered_item} tells of. */
    private static final String CALL =
            "coalesce(i.decision, case when i.kind = 'CALL_DECISION' then i.item end)";

    /** No hold in force covers the row {@code i} of {@code retained_item}. */
    public static String recordingIsNotHeld() {
        return NOT_HELD.replace("i.item", "i.recording")
                .replace("i.kind", "'RECORDING'")
                .replace("i.call", "null::uuid");
    }

    /**
     * No hold in force covers the row {@code i} of {@code registered_item}: by what it was made
     * for, and by what it is kept for.
     */
    public static String registeredIsNotHeld() {
        return NOT_HELD.replace("i.purposes", "(i.purposes || i.kept_for)").replace("i.call", CALL);
    }
}
