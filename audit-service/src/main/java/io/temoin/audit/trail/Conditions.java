// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one statement about the trail of one tenant, in SQL, with their values. A value
 * is never part of the text: a clause says {@code ?} where one belongs.
 */
final class Conditions {

    /**
     * What a recording rests on, as the services say that keep it. Of what had arrived, when the
     * question is about that.
     */
    private static final String RESTING =
            """
            with resting as materialized (
              select decision, consent from audit_entry
              where recording = ? and decision is not null and %s
                and position <= ?
              order by at, position limit 1)
            """
                    .formatted(TrailQueries.KNOWS_WHAT_RECORDINGS_REST_ON);

    /** The recording's entries, and those of the decision and the consent themselves. */
    private static final String OF_RECORDING =
            """
            (recording = ?
              or recording is null and decision = (select decision from resting)
              or recording is null and decision is null
                and consent = (select consent from resting))\
            """;

    /**
     * What belongs to a call, by what the services themselves recorded: the decision, what was done
     * under it, what became of the recordings that were registered with its receipt, and what any
     * of that caused. What somebody handed in, or gave the same correlation id, is not of it; nor
     * is who looked at it later.
     */
    private static final String OF_CALL =
            """
            with recursive recorded as materialized (
              select distinct r.recording from audit_entry r
              where r.tenant = t.tenant and r.decision = ? and r.recording is not null
                and r.reported_by is null and r.%1$s),
            story as (
              (select c.event_id from audit_entry c
               where c.tenant = t.tenant and c.decision = ?
                 and c.reported_by is null and c.service <> 'audit'
               union
               select c.event_id from audit_entry c join recorded d on c.recording = d.recording
               where c.tenant = t.tenant and c.reported_by is null and c.service <> 'audit')
              union
              select f.event_id from audit_entry f join story s on f.causation = s.event_id
              where f.tenant = t.tenant and f.reported_by is null)
            """
                    .formatted(TrailQueries.KNOWS_WHAT_RECORDINGS_REST_ON);

    /** Asked anew with each statement: an agreement that has ended shows nothing more. */
    private static final String OWN_AFFAIRS =
            """
            (e.controller = ? or e.organisation = ? and (e.controller is null
              or e.controller = any(?)
                and agreement_covers(e.tenant, e.controller, e.organisation, e.purposes)))\
            """;

    private final List<String> clauses = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private String before = "";

    /** Of this tenant. */
    Conditions(TenantId tenant) {
        values.add(tenant.value());
    }

    /**
     * Narrows by every filter.
     *
     * @param upTo what had arrived when this was the last position given, is asked for what a
     *     recording rests on
     */
    Conditions question(TrailQuestion question, long upTo) {
        String recording = question.recording();
        if (recording != null) {
            before = numbered(RESTING, recording, upTo);
            and(OF_RECORDING, recording);
        }
        // In one order: the same question is the same statement, which is planned once.
        for (TrailFilter filter : TrailFilter.values()) {
            String value = question.filters().get(filter);
            if (value != null && filter != TrailFilter.RECORDING) {
                and(filter.clause(), filter.value(value));
            }
        }
        return this;
    }

    /** Narrows to what belongs to the call that this decision let be made, or forbade. */
    Conditions call(String decision) {
        before = numbered(OF_CALL, decision, decision);
        return and("e.event_id in (select s.event_id from story s)");
    }

    Conditions visibility(TrailVisibility visibility) {
        String organisation = visibility.organisation();
        return organisation == null
                ? this
                : and(
                        OWN_AFFAIRS,
                        organisation,
                        organisation,
                        visibility.controllers().toArray(String[]::new));
    }

    /** Keyset: rows that arrive meanwhile never move those behind the cursor. */
    Conditions after(@Nullable TrailCursor cursor) {
        return cursor == null
                ? this
                : and("(at, position) > (?, ?)", cursor.at(), cursor.position());
    }

    /** What had arrived when {@code position} was the last one given. */
    Conditions upTo(long position) {
        return and("position <= ?", position);
    }

    /** Narrows by a clause with these values, in the order of its question marks. */
    Conditions and(String clause, Object... of) {
        clauses.add(numbered(clause, of));
        return this;
    }

    /** What has to stand before the {@code select}; mostly nothing. */
    String before() {
        return before;
    }

    /** All of it, for behind {@code and}. */
    String clause() {
        return clauses.isEmpty() ? "true" : String.join(" and ", clauses);
    }

    /** The values of the statement; the first is the tenant. */
    List<Object> values() {
        return new ArrayList<>(values); // the client converts some in their places
    }

    private String numbered(String clause, Object... of) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Object value : of) {
            int at = clause.indexOf('?', from);
            values.add(value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value);
            text.append(clause, from, at).append('$').append(values.size());
            from = at + 1;
        }
        return text.append(clause.substring(from)).toString();
    }
}
