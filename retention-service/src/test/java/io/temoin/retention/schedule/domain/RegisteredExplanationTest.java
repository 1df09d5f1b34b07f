// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.schedule.domain.RetainedItems.PARIS;
import static io.temoin.retention.schedule.domain.RetainedItems.inEnglish;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.Reason.Rule;
import io.temoin.retention.engine.domain.ReviewGround;
import io.temoin.retention.engine.domain.ReviewOutcome;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.register.domain.ItemPlan;
import io.temoin.retention.register.domain.ItemReview;
import io.temoin.retention.register.domain.PastItem;
import io.temoin.retention.register.domain.PastItem.PastOrder;
import io.temoin.retention.register.domain.PastItem.PastRefusal;
import io.temoin.retention.register.domain.RefusalReason;
import io.temoin.retention.schedule.domain.Sentence.Message;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why an item of the register is kept, and what happens to it next. */
class RegisteredExplanationTest {

    private static final LocalDate DAY = LocalDate.of(2027, 11, 24);
    private static final Instant DUE = Instant.parse("2027-11-24T23:00:00Z");
    private static final Instant BEFORE = DUE.minusSeconds(1);
    private static final Instant ORDERED = Instant.parse("2027-11-24T23:10:00Z");
    private static final Holds HELD = new Holds(Set.of(new UUID(1, 1)));

    private static RegisteredExplanation item(ItemState state, @Nullable RefusalReason refused) {
        boolean dated = state == ItemState.SCHEDULED || state == ItemState.UNDER_MINIMUM;
        return new RegisteredExplanation(
                state,
                dated ? DAY : null,
                dated ? DUE : null,
                List.of(),
                refused,
                DispositionBasis.PERIOD_ENDED,
                ORDERED,
                ORDERED.plusSeconds(2),
                PARIS);
    }

    private static List<Message> said(ItemState state, Holds holds, boolean named, Instant now) {
        return item(state, null).under(holds, named, now).sentences().stream()
                .map(Sentence::message)
                .toList();
    }

    private static Holds frozenUntil(Instant until) {
        return new Holds(Set.of(), until);
    }

    @ParameterizedTest
    @CsvSource({
        "AWAITING_TRIGGER,AWAITING_TRIGGER",
        "AWAITING_POLICY,AWAITING_POLICY",
        "KEPT,KEPT",
        "ORDERED,ORDERED",
    })
    void saysWhatIsNext(ItemState state, Message next) {
        assertThat(said(state, Holds.NONE, true, BEFORE)).containsExactly(Message.NO_HOLD, next);
    }

    @Test
    void saysWhenItGoes() {
        assertThat(said(ItemState.SCHEDULED, Holds.NONE, true, BEFORE))
                .containsExactly(Message.NO_HOLD, Message.DUE_ON);
        assertThat(said(ItemState.UNDER_MINIMUM, Holds.NONE, true, BEFORE))
                .containsExactly(Message.NO_HOLD, Message.UNDER_MINIMUM, Message.DUE_ON);
        assertThat(said(ItemState.SCHEDULED, Holds.NONE, true, DUE))
                .containsExactly(Message.NO_HOLD, Message.OVERDUE_SINCE_DAY);
    }

    @Test
    void saysThatItIsGone() {
        assertThat(inEnglish(item(ItemState.DISPOSED, null).under(Holds.NONE, true, ORDERED)))
                .hasSize(2)
                .last()
                .asString()
                .contains("25 November 2027");
    }

    /** Nobody ordered it: it went with its recording. */
    @Test
    void saysThatItWentWithItsRecording() {
        assertThat(inEnglish(item(ItemState.GONE, null).under(Holds.NONE, true, ORDERED)))
                .containsExactly(
                        "The service that kept it destroyed it on 25 November 2027, together with its"
                                + " recording.");
        var then =
                new PastItem(
                        ORDERED,
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        ORDERED.plusSeconds(2),
                        null,
                        Map.of());
        var explained = RegisteredExplanation.of(then, SHARED, List.of(), PARIS);
        assertThat(explained.state()).isEqualTo(ItemState.GONE);
        assertThat(explained.under(Holds.NONE, true, ORDERED.plusSeconds(60)).sentences())
                .extracting(Sentence::message)
                .containsExactly(Message.DESTROYED_WITH_RECORDING);
    }

    /** The bounds name the minimum and the duty. */
    @Test
    void leavesAConflictToItsBounds() {
        assertThat(said(ItemState.IN_CONFLICT, Holds.NONE, true, DUE))
                .containsExactly(Message.NO_HOLD);
    }

    @Test
    void namesTheHoldsThatKeepIt() {
        assertThat(said(ItemState.SCHEDULED, HELD, true, DUE))
                .containsExactly(Message.UNDER_HOLD, Message.HELD_SINCE_DAY);
        assertThat(item(ItemState.SCHEDULED, null).under(HELD, true, DUE).holds())
                .isEqualTo(HELD.ids());
        assertThat(said(ItemState.SCHEDULED, Holds.UNKNOWN, true, BEFORE))
                .containsExactly(Message.NO_HOLD, Message.DUE_ON);
    }

    /** Until when is for those alone who may know of the request. */
    @Test
    void saysThatARequestSuspendsIt() {
        Holds frozen = frozenUntil(DUE.plusSeconds(60));
        assertThat(said(ItemState.SCHEDULED, frozen, true, DUE))
                .containsExactly(Message.NO_HOLD, Message.FROZEN, Message.SUSPENDED_SINCE_DAY);
        assertThat(said(ItemState.SCHEDULED, frozen, false, DUE))
                .containsExactly(Message.NO_HOLD, Message.SUSPENDED, Message.SUSPENDED_SINCE_DAY);
        assertThat(said(ItemState.SCHEDULED, frozenUntil(DUE), true, DUE))
                .containsExactly(Message.NO_HOLD, Message.OVERDUE_SINCE_DAY);
    }

    /** Of an erased person; what is said of its own last day would be wrong. */
    @ParameterizedTest
    @CsvSource({
        "LEGAL_HOLD,,KEPT_WITH_RECORDING,RECORDING_HELD",
        "STATUTORY_MINIMUM,2028-11-24,KEPT_WITH_RECORDING_UNTIL,RECORDING_UNDER_MINIMUM",
        "CONFLICT,2031-11-24,KEPT_WITH_RECORDING_UNTIL,RECORDING_IN_CONFLICT",
    })
    void saysThatItStaysWithTheRecordingOfItsCall(
            KeepingCause cause, @Nullable LocalDate until, Message stays, Message why) {
        var recording = new KeepingRecording(new UUID(2, 2), cause, until, null);

        assertThat(
                        item(ItemState.UNDER_MINIMUM, null)
                                .under(Holds.NONE, recording, true, DUE)
                                .sentences())
                .extracting(Sentence::message)
                .containsExactly(Message.NO_HOLD, stays, why);
    }

    /** That it stays with a recording tells that the person is erased: for the desk alone. */
    @Test
    void saysNotToEverybodyThatItStaysWithARecording() {
        var recording = new KeepingRecording(new UUID(2, 2), KeepingCause.LEGAL_HOLD, null, null);
        var item = item(ItemState.SCHEDULED, null);

        assertThat(item.under(Holds.NONE, recording, false, BEFORE).sentences())
                .isEqualTo(item.under(Holds.NONE, false, BEFORE).sentences())
                .extracting(Sentence::message)
                .containsExactly(Message.NO_HOLD, Message.DUE_ON);
    }

    @Test
    void saysThatItsOwnerDidNotDestroyIt() {
        assertThat(
                        item(ItemState.SCHEDULED, RefusalReason.IN_USE)
                                .under(Holds.NONE, true, BEFORE)
                                .sentences())
                .extracting(Sentence::message)
                .containsExactly(Message.NO_HOLD, Message.REFUSED, Message.DUE_ON);
    }

    @ParameterizedTest
    @CsvSource({
        "PURPOSE_PERIOD,2026-11-24,PURPOSE_PERIOD",
        "PURPOSE_PERIOD,,PURPOSE_PERIOD_AWAITED",
        "ANNOUNCED_PERIOD,2026-11-24,ANNOUNCED_PERIOD",
        "ANNOUNCED_PERIOD,,ANNOUNCED_PERIOD_AWAITED",
        "STATUTORY_MINIMUM,2026-11-24,STATUTORY_MINIMUM",
        "STATUTORY_MINIMUM,,STATUTORY_MINIMUM_AWAITED",
        "DESTRUCTION_DUTY,2026-11-24,DESTRUCTION_DUTY",
        "DESTRUCTION_DUTY,,DESTRUCTION_DUTY_AWAITED",
    })
    void namesEachBound(Rule rule, @Nullable LocalDate from, Message message) {
        var bound =
                new Reason(
                        Purpose.CONSENT_EVIDENCE,
                        rule,
                        1,
                        RetentionTrigger.CONSENT_GIVEN,
                        from,
                        Period.ofYears(1),
                        from == null ? null : DAY,
                        "C. conso. art. L.223-1");
        var explained =
                new RegisteredExplanation(
                        ItemState.KEPT, null, null, List.of(bound), null, null, null, null, PARIS);
        assertThat(explained.under(Holds.NONE, true, BEFORE).sentences())
                .extracting(Sentence::message)
                .containsExactly(message, Message.NO_HOLD, Message.KEPT);
    }

    private static final ItemPlan SHARED =
            new ItemPlan(
                    ItemState.SCHEDULED,
                    DAY,
                    DUE,
                    DispositionBasis.PERIOD_ENDED,
                    List.of(),
                    DAY,
                    DUE);

    private static RegisteredExplanation past(@Nullable PastOrder order) {
        PastItem item = new PastItem(ORDERED, false, null, null, null, order);
        return RegisteredExplanation.of(item, SHARED, List.of(), PARIS);
    }

    private static List<Message> saidThen(@Nullable PastOrder order) {
        return past(order).under(Holds.NONE, true, ORDERED.plusSeconds(60)).sentences().stream()
                .map(Sentence::message)
                .toList();
    }

    /** By what was known at an earlier time: an order may have been given and answered since. */
    @Test
    void saysHowFarItWasAtAnEarlierTime() {
        PastOrder open = new PastOrder(DispositionBasis.PERIOD_ENDED, ORDERED, null, null);
        PastOrder done =
                new PastOrder(DispositionBasis.PERIOD_ENDED, ORDERED, ORDERED.plusSeconds(2), null);
        PastOrder refused =
                new PastOrder(
                        DispositionBasis.PERIOD_ENDED,
                        ORDERED,
                        null,
                        new PastRefusal(RefusalReason.IN_USE, DAY.plusDays(1), ORDERED));

        assertThat(past(null).state()).isEqualTo(ItemState.SCHEDULED);
        assertThat(saidThen(null)).containsExactly(Message.NO_HOLD, Message.OVERDUE_SINCE_DAY);
        assertThat(past(open).state()).isEqualTo(ItemState.ORDERED);
        assertThat(saidThen(open)).containsExactly(Message.NO_HOLD, Message.ORDERED);
        assertThat(past(done).state()).isEqualTo(ItemState.DISPOSED);
        assertThat(saidThen(done)).containsExactly(Message.ORDERED, Message.DESTROYED_BY_SERVICE);
        assertThat(past(refused).dueOn()).isEqualTo(DAY.plusDays(1));
        assertThat(saidThen(refused))
                .containsExactly(Message.NO_HOLD, Message.REFUSED, Message.DUE_ON);
    }

    private static final LocalDate LATEST = LocalDate.of(2029, 11, 24);
    private static final Instant OVER = Instant.parse("2029-11-24T23:00:00Z");

    private static List<Message> said(
            ItemState state, ItemReview.Standing review, Holds holds, Instant now) {
        return new RegisteredExplanation(
                        state, DAY, DUE, List.of(), null, null, null, null, review, PARIS)
                .under(holds, true, now).sentences().stream().map(Sentence::message).toList();
    }

    private static ItemReview decided(@Nullable LocalDate keepUntil) {
        return new ItemReview(
                keepUntil == null ? ReviewOutcome.RELEASE : ReviewOutcome.KEEP,
                keepUntil == null ? ReviewGround.NO_LONGER_NEEDED : ReviewGround.STILL_NEEDED,
                ORDERED,
                keepUntil,
                DUE);
    }

    @Test
    void saysUntilWhenItWaitsForSomebodyAtMost() {
        var waits = new ItemReview.Standing(LATEST, null);
        assertThat(said(ItemState.SCHEDULED, waits, Holds.NONE, BEFORE))
                .containsExactly(Message.NO_HOLD, Message.DUE_ON, Message.REVIEW_BEFORE);
        assertThat(said(ItemState.SCHEDULED, waits, Holds.NONE, DUE))
                .containsExactly(Message.NO_HOLD, Message.REVIEW_SINCE_DAY, Message.REVIEW_AT_MOST);
        assertThat(said(ItemState.UNDER_MINIMUM, waits, Holds.NONE, DUE))
                .containsExactly(
                        Message.NO_HOLD,
                        Message.UNDER_MINIMUM,
                        Message.REVIEW_SINCE_DAY,
                        Message.REVIEW_AT_MOST);
        assertThat(said(ItemState.SCHEDULED, waits, HELD, DUE))
                .containsExactly(Message.UNDER_HOLD, Message.HELD_SINCE_DAY);
        assertThat(said(ItemState.SCHEDULED, waits, Holds.NONE, OVER))
                .containsExactly(Message.NO_HOLD, Message.OVERDUE_SINCE_DAY);
    }

    @Test
    void saysWhatSomebodyDecided() {
        assertThat(
                        said(
                                ItemState.SCHEDULED,
                                new ItemReview.Standing(null, decided(null)),
                                Holds.NONE,
                                DUE))
                .containsExactly(
                        Message.REVIEW_RELEASED, Message.NO_HOLD, Message.OVERDUE_SINCE_DAY);
        assertThat(
                        said(
                                ItemState.SCHEDULED,
                                new ItemReview.Standing(LATEST, decided(DAY)),
                                Holds.NONE,
                                BEFORE))
                .containsExactly(
                        Message.REVIEW_KEPT,
                        Message.NO_HOLD,
                        Message.DUE_ON,
                        Message.REVIEW_BEFORE);
    }

    /** Nobody looks at what is of an erased person. */
    @Test
    void saysOfAnEarlierTimeWhatWasToBeLookedAtThen() {
        var look = new ItemPlan.AwaitedLook(LATEST, OVER);
        var shared = new ItemPlan(ItemState.SCHEDULED, DAY, DUE, null, List.of(), DAY, DUE, look);
        var item = new PastItem(ORDERED, false, null, null, null, null);
        var erased = new PastItem(ORDERED, false, null, null, BEFORE, null);

        assertThat(RegisteredExplanation.of(item, shared, List.of(), PARIS).review().until())
                .isEqualTo(LATEST);
        assertThat(RegisteredExplanation.of(erased, shared, List.of(), PARIS).review())
                .isEqualTo(ItemReview.Standing.NONE);
    }
}
