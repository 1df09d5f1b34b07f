// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import io.temoin.retention.engine.domain.Disposition.Awaiting;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided in a conflict of texts. It is a decision about the bounds that were
 * weighed, and about no others: a fact that changes them opens the conflict again.
 *
 * @param decidedBy role of the person
 * @param conflict what was decided on
 */
public record Resolution(
        ConflictOutcome outcome,
        ConflictGround ground,
        String decidedBy,
        Instant decidedAt,
        InConflict conflict) {

    /** What is to become of an item by the clock, and by what was decided of it. */
    public static Disposition applied(
            @Nullable Resolution resolution, Disposition byTheClock, RetentionFacts facts) {
        return switch (byTheClock) {
            case InConflict conflict
                    when resolution != null && resolution.conflict().equals(conflict) ->
                    resolution.resolved(facts);
            case Scheduled _, UnderMinimum _, InConflict _, Awaiting _ -> byTheClock;
        };
    }

    /** A duty is not carried out before its day: until then both texts can be obeyed. */
    private Disposition resolved(RetentionFacts facts) {
        return switch (outcome) {
            case KEEP ->
                    // While a claim is open until it ends: the bounds are others then.
                    conflict.because().stream().anyMatch(Reason::standsStill)
                            ? new Awaiting(conflict.because())
                            : new UnderMinimum(
                                    conflict.keepUntil(),
                                    RetentionClock.endOf(conflict.keepUntil(), facts.zone()),
                                    conflict.because());
            case DESTROY -> {
                Instant end = RetentionClock.endOf(conflict.destroyBy(), facts.zone());
                yield new Scheduled(
                        conflict.destroyBy(),
                        end.isAfter(decidedAt) ? end : decidedAt,
                        conflict.because());
            }
        };
    }
}
