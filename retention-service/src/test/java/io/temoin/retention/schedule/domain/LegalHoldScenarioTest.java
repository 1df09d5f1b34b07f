// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.policy.domain.Purpose.QUALITY;
import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.ORDER;
import static io.temoin.retention.schedule.domain.RetainedItems.facts;
import static io.temoin.retention.schedule.domain.RetainedItems.inEnglish;
import static io.temoin.retention.schedule.domain.RetainedItems.ordered;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static io.temoin.retention.schedule.domain.RetainedItems.retained;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteQuarantine;
import io.temoin.retention.schedule.domain.RetainedItemCommand.OrderDisposition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A13: a recording of QUALITY, due on 24 May 2027, and the holds on it. */
class LegalHoldScenarioTest {

    private static final UUID H = UUID.fromString("019ab5f0-4a00-7000-8000-0000000000f1");
    private static final UUID H2 = UUID.fromString("019ab5f0-4a00-7000-8000-0000000000f2");
    private static final Holds UNDER_H = new Holds(Set.of(H));
    private static final Holds UNDER_BOTH = new Holds(Set.of(H, H2));
    private static final Holds UNDER_H2 = new Holds(Set.of(H2));
    private static final LocalDate DUE = LocalDate.of(2027, 5, 24);
    private static final Instant DUE_AT = Instant.parse("2027-05-24T22:00:00Z");

    private final RetainedItemDecider decider = new RetainedItemDecider();
    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(decider);

    private static RetainedItemCommand order(Holds holds, Instant now) {
        return new OrderDisposition(ORDER, holds, now);
    }

    @Test
    void isNotDestroyedWhileOneOfItsHoldsIsInForce() {
        item.given(retained(QUALITY), planned(facts(QUALITY)))
                .when(order(UNDER_H, DUE_AT))
                .thenNothing();
        item.given(retained(QUALITY), planned(facts(QUALITY)))
                .when(order(UNDER_BOTH, Instant.parse("2027-08-01T08:00:00Z")))
                .thenNothing();
        item.given(retained(QUALITY), planned(facts(QUALITY)))
                .when(order(UNDER_H2, Instant.parse("2027-09-10T08:00:00Z")))
                .thenNothing();
    }

    @Test
    void isDestroyedOnceTheLastIsReleased() {
        Instant released = Instant.parse("2027-10-01T08:00:00Z");
        item.given(retained(QUALITY), planned(facts(QUALITY)))
                .when(order(Holds.NONE, released))
                .then(ordered(DispositionBasis.PERIOD_ENDED, DUE, released, because()));
    }

    private static List<io.temoin.retention.engine.domain.Reason> because() {
        return ((Dated) RetentionClock.evaluate(facts(QUALITY))).because();
    }

    /** Whoever forgets to look must not destroy. */
    @Test
    void isNotDestroyedWhenNobodyHasLookedForHolds() {
        item.given(retained(QUALITY), planned(facts(QUALITY)))
                .when(order(Holds.UNKNOWN, DUE_AT))
                .thenNothing();
    }

    /** What would go at once goes into quarantine, but stays. */
    @ParameterizedTest
    @ValueSource(strings = {"OPTED_OUT", "MINOR", "OBJECTED"})
    void outranksWhateverElseOrdersTheDestruction(String reason) {
        Instant now = Instant.parse("2026-11-25T08:00:00Z");
        var noted =
                decider.decide(
                        new NoteQuarantine(CALL, new Quarantine(reason, now), ORDER, UNDER_H, now),
                        decider.replay(List.of(retained(QUALITY), planned(facts(QUALITY)))));

        assertThat(noted)
                .hasSize(2)
                .noneMatch(event -> event instanceof RetainedItemEvent.DispositionOrdered);
    }

    /** What had to go at a moment, not at the end of a day. */
    @Test
    void saysSinceWhichMomentItIsKept() {
        Instant eraseBy = Instant.parse("2026-11-25T08:00:00Z");
        var facts = facts(QUALITY).with(new Quarantine("MINOR", eraseBy));
        RetainedItem held =
                decider.replay(List.of(retained(QUALITY), quarantined(eraseBy), planned(facts)));

        assertThat(inEnglish(Explanation.of(held, Set.of(H), eraseBy)))
                .last()
                .isEqualTo(
                        "Its destruction was due on 25 November 2026 at 09:00 and will be ordered by the"
                                + " first run after the last hold is released.");
        assertThat(inEnglish(Explanation.of(held, Set.of(H), eraseBy)))
                .contains("It stays in quarantine, where nobody may listen to it.");
        assertThat(inEnglish(Explanation.of(held, Set.of(), eraseBy)))
                .last()
                .isEqualTo(
                        "Its destruction is due on 25 November 2026 at 09:00 and will be ordered by the"
                                + " next run.");
        assertThat(inEnglish(Explanation.of(held, Set.of(H), eraseBy.minusSeconds(1))))
                .last()
                .isEqualTo("Its destruction is due on 25 November 2026 at 09:00.");
    }

    private static RetainedItemEvent quarantined(Instant eraseBy) {
        return new RetainedItemEvent.QuarantineNoted(
                CALL.recording(),
                CALL.controller(),
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                "MINOR",
                eraseBy);
    }

    @Test
    void saysWhatKeepsItAndWhatHappensNext() {
        RetainedItem held = decider.replay(List.of(retained(QUALITY), planned(facts(QUALITY))));

        var before = Explanation.of(held, Set.of(H), DUE_AT.minusSeconds(1));
        var after = Explanation.of(held, Set.of(H), DUE_AT);

        assertThat(inEnglish(before))
                .contains(
                        "Under legal hold: it is not destroyed before every hold on it is released.")
                .last()
                .isEqualTo("Its destruction is due at the end of 24 May 2027 in Europe/Paris.");
        assertThat(inEnglish(after))
                .last()
                .isEqualTo(
                        "Its destruction was due at the end of 24 May 2027 in Europe/Paris and will"
                                + " be ordered by the first run after the last hold is released.");
        assertThat(after.holds()).containsExactly(H);
    }
}
