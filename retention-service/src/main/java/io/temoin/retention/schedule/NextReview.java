// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.retention.engine.domain.PurposeEnd;
import io.temoin.retention.engine.domain.Reason.Rule;
import io.temoin.retention.engine.domain.RetentionClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When an item waits for a person to look at it, by the plan that an event records. A hint for
 * lists and runs: the item's own stream decides.
 *
 * @param at since when; {@code null} if nobody has to look
 * @param until when a text orders it destroyed all the same; {@code null} if none does
 */
record NextReview(@Nullable Instant at, @Nullable Instant until) {

    static final NextReview NONE = new NextReview(null, null);

    private static final Set<String> DUTIES =
            Set.of(
                    Rule.DESTRUCTION_DUTY.name(),
                    Rule.PROPOSAL_REFUSED.name(),
                    Rule.OBJECTED.name());

    /** The purposes whose policies, as an item records them, ask for a look. */
    static String[] askedFor(List<JsonFields> policies) {
        return policies.stream()
                .filter(policy -> policy.has("conditions"))
                .filter(policy -> policy.object("conditions").has("review"))
                .map(policy -> policy.text("purpose"))
                .distinct()
                .toArray(String[]::new);
    }

    /** Those that are left when a purpose has ended: all, unless the person ended it. */
    static String[] askedFor(String[] before, JsonFields ended) {
        return ended.text("cause").equals(PurposeEnd.Cause.FULFILLED.name())
                ? before
                : Arrays.stream(before)
                        .filter(purpose -> !purpose.equals(ended.text("purpose")))
                        .toArray(String[]::new);
    }

    /**
     * By a plan.
     *
     * @param dueAt when the item is due by it; {@code null} if it has no day
     */
    static NextReview of(JsonFields plan, String[] askedFor, @Nullable Instant dueAt, ZoneId zone) {
        if (askedFor.length == 0 || dueAt == null) {
            return NONE;
        }
        LocalDate dueOn = plan.read("dueOn", LocalDate::parse);
        @Nullable LocalDate duty =
                plan.objects("because").stream()
                        .filter(reason -> DUTIES.contains(reason.text("rule")))
                        .map(reason -> reason.optional("until", LocalDate::parse))
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null);
        if (duty == null) {
            return new NextReview(dueAt, null);
        }
        return duty.isAfter(dueOn) ? new NextReview(dueAt, RetentionClock.endOf(duty, zone)) : NONE;
    }
}
