// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

/**
 * When a hold covers an item, as SQL. The item is a row {@code i} with the columns {@code tenant},
 * {@code item}, {@code controller}, {@code subject}, {@code campaign}, {@code purposes} and {@code
 * ended_at}; the hold a row {@code h} of {@code legal_hold}. An item of which it is not known when
 * its call ended is covered by every period: on doubt nothing is destroyed.
 */
public final class HoldMatch {

    private static final String CRITERIA =
            """
            h.controller = i.controller
            and (h.subject is null or h.subject = i.subject)
            and (h.campaign is null or h.campaign = i.campaign)
            and (cardinality(h.purposes) = 0 or h.purposes && i.purposes)
            and (h.ended_from is null or coalesce(i.ended_at >= h.ended_from, true))
            and (h.ended_before is null or coalesce(i.ended_at < h.ended_before, true))
            and (not h.by_items or %s)""";

    private static final String LISTED =
            "exists (select 1 from hold_item l where l.tenant = i.tenant and l.hold = h.hold and"
                    + " l.item = i.item)";

    /** The row {@code h} covers the row {@code i}, released or not. */
    static final String COVERS = "h.tenant = i.tenant and " + CRITERIA.formatted(LISTED);

    /** Criteria that are no hold yet: a row {@code h} that lists its items itself. */
    static final String WOULD_COVER = CRITERIA.formatted("i.item = any(h.items)");

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
     * The same of a row {@code i} of {@code registered_item}: by a request about everything of the
     * person, or about the call that it is of.
     */
    public static String registeredIsNotFrozen(String now) {
        return "not exists (select 1 from item_freeze f where f.tenant = i.tenant and not f.over and"
                + " f.until > "
                + now
                + " and f.controller = i.controller and f.subject = i.subject and f.recording is"
                + " null and (f.decision is null or f.decision in (i.decision, i.item)))";
    }

    /** There is still something to hold. */
    static final String LIVING =
            "i.stage in ('SCHEDULED', 'UNDER_MINIMUM', 'AWAITING_TRIGGER', 'AWAITING_POLICY',"
                    + " 'KEPT', 'IN_CONFLICT')";

    private HoldMatch() {}

    /** No hold in force covers the row {@code i} of {@code retained_item}. */
    public static String recordingIsNotHeld() {
        return NOT_HELD.replace("i.item", "i.recording");
    }

    /**
     * No hold in force covers the row {@code i} of {@code registered_item}: by what it was made
     * for, and by what it is kept for.
     */
    public static String registeredIsNotHeld() {
        return NOT_HELD.replace("i.purposes", "(i.purposes || i.kept_for)");
    }
}
