// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.policy.domain.Purpose.INSURANCE_NO_SALE;
import static io.temoin.retention.policy.domain.Purpose.INSURANCE_SALE;
import static io.temoin.retention.policy.domain.Purpose.INVESTMENT_ORDER;
import static io.temoin.retention.policy.domain.Purpose.QUALITY;
import static io.temoin.retention.policy.domain.Purpose.TRAINING;
import static io.temoin.retention.schedule.domain.RetainedItems.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.engine.domain.AnnouncedPeriod;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.PurposeEnd;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.policy.domain.AppliedLaw;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.schedule.domain.RetainedItem.Disposed;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItem.Gone;
import io.temoin.retention.schedule.domain.RetainedItem.Ordered;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {

    private static final Instant NOW = Instant.parse("2026-11-24T17:00:00Z");
    private static final String CNIL =
            "(policy v1; CNIL, L'écoute et l'enregistrement des appels sur le lieu de travail;"
                    + " référentiel durées RH (2 April 2026)).";

    @Test
    void namesRulePolicyAndDatesOfAScheduledItem() {
        // When
        var explanation = Explanation.of(retained(facts(QUALITY)), Set.of(), NOW);

        // Then
        assertThat(explanation.state()).isEqualTo(ItemState.SCHEDULED);
        assertThat(explanation.dueOn()).isEqualTo("2027-05-24");
        assertThat(explanation.dueAt()).isEqualTo("2027-05-24T22:00:00Z");
        assertThat(explanation.because()).hasSize(1);
        assertThat(explanation.holds()).isEmpty();
        assertThat(inEnglish(explanation))
                .containsExactly(
                        "The purpose “service quality” justifies retention for at most 6 months from 24 November 2026"
                                + " (end of the recording), until 24 May 2027 "
                                + CNIL,
                        "No legal hold.",
                        "Its destruction is due at the end of 24 May 2027 in Europe/Paris.");
    }

    @Test
    void saysThatAPurposeIsFulfilledAndTheItemDue() {
        assertThat(
                        inEnglish(
                                Explanation.of(
                                        retained(facts(QUALITY).with(QUALITY, FULFILLED)),
                                        Set.of(),
                                        Instant.parse("2026-11-24T23:00:00Z"))))
                .containsExactly(
                        "The purpose “service quality” was fulfilled on 24 November 2026 and does not justify retention after"
                                + " that day "
                                + CNIL,
                        "No legal hold.",
                        "Its destruction is due at the end of 24 November 2026 in Europe/Paris and will"
                                + " be ordered by the next run.");
    }

    @ParameterizedTest
    @CsvSource({
        "CONSENT_WITHDRAWN, the person no longer consents to it, CONSENT_WITHDRAWN",
        "OBJECTED, the person objected to it, OBJECTED"
    })
    void saysThatThePersonEndedAPurpose(
            PurposeEnd.Cause cause, String why, DispositionBasis basis) {
        // Given
        var facts = facts(TRAINING).with(TRAINING, new PurposeEnd(FULFILLED, cause));

        // When
        var sentences = inEnglish(Explanation.of(retained(facts), Set.of(), NOW));

        // Then
        assertThat(sentences)
                .first()
                .asString()
                .startsWith(
                        "The purpose “staff training” does not justify retention after 24 November 2026: "
                                + why);
        assertThat(RetentionClock.evaluate(facts))
                .isInstanceOfSatisfying(
                        Scheduled.class,
                        it -> assertThat(DispositionBasis.of(it)).isEqualTo(basis));
    }

    @Test
    void saysThatThePersonWasToldLess() {
        // Given
        var facts =
                new RetentionFacts(
                        ENDED,
                        PARIS,
                        facts(TRAINING).policies(),
                        List.of(
                                new AnnouncedPeriod(
                                        TRAINING,
                                        Period.ofMonths(3),
                                        RetentionTrigger.RECORDING_ENDED)),
                        Map.of());

        // When
        var explanation = Explanation.of(retained(facts), Set.of(), NOW);

        // Then
        assertThat(inEnglish(explanation))
                .first()
                .asString()
                .contains("3 months from", "until 24 February 2027", "as announced to the person");
    }

    @Test
    void namesTheMinimumThatKeepsAnItem() {
        // Given
        var facts = facts(INVESTMENT_ORDER).with(INVESTMENT_ORDER, FULFILLED);

        // When
        var explanation = Explanation.of(retained(facts), Set.of(), NOW);

        // Then
        assertThat(explanation.state()).isEqualTo(ItemState.UNDER_MINIMUM);
        assertThat(inEnglish(explanation))
                .contains(
                        "The purpose “orders on financial instruments” requires retention for at least 5 years from 24 November 2026"
                                + " (end of the recording), until 24 November 2031 (policy v1; MiFID II"
                                + " art. 16(7); Reg. (EU) 2017/565 art. 76).",
                        "It must be kept for the statutory minimum period, although no purpose"
                                + " requires it for that long.",
                        "Its destruction is due at the end of 24 November 2031 in Europe/Paris.");
    }

    @Test
    void leavesAConflictToAPerson() {
        // When
        var explanation =
                Explanation.of(retained(facts(INVESTMENT_ORDER, INSURANCE_NO_SALE)), Set.of(), NOW);

        // Then
        assertThat(explanation.state()).isEqualTo(ItemState.IN_CONFLICT);
        assertThat(explanation.dueOn()).isNull();
        assertThat(inEnglish(explanation))
                .contains(
                        "The purpose “insurance canvassing that did not lead to a contract” requires destruction after 1 month from 24 November 2026"
                                + " (proposal), until 24 December 2026 (policy v1; C. assurances"
                                + " art. R.112-7).",
                        "It must be kept until 24 November 2031 but destroyed by 24 December 2026: a person"
                                + " must decide; nothing happens until then.");
    }

    @Test
    void namesTheTriggerThatIsAwaited() {
        // When
        var explanation = Explanation.of(retained(facts(INSURANCE_SALE)), Set.of(), NOW);

        // Then
        assertThat(explanation.state()).isEqualTo(ItemState.AWAITING_TRIGGER);
        assertThat(inEnglish(explanation))
                .contains(
                        "The purpose “insurance canvassing that led to a contract” requires retention for at least 2 years from the signing of"
                                + " the contract, which has not been reported yet (policy v1; C."
                                + " assurances art. R.112-7).",
                        "It has no destruction date yet, because the event that starts its"
                                + " retention period has not been reported.");
    }

    @Test
    void saysWhatHoldsAnItem() {
        // Given
        var free = retained(facts(QUALITY));
        var hold = UUID.fromString("019ab5f0-4a00-7000-8000-0000000000f1");

        // When
        var explanation = Explanation.of(free, Set.of(hold), NOW);

        // Then
        assertThat(explanation.holds()).containsExactly(hold);
        assertThat(inEnglish(explanation))
                .contains(
                        "Under legal hold: it is not destroyed before every hold on it is released.");
    }

    /** What is due is not said to go with the next run while a request keeps it. */
    @Test
    void saysWhatIsDueAndKeptByAnOpenRequest() {
        var after = Instant.parse("2026-11-25T12:00:00Z");
        var asked = new Holds(Set.of(), after.plusSeconds(60));
        var both = new Holds(Set.of(UUID.randomUUID()), after.plusSeconds(60));
        var fulfilled = retained(facts(QUALITY).with(QUALITY, FULFILLED));
        var quarantined =
                retained(
                        facts(QUALITY)
                                .with(
                                        new Quarantine(
                                                "MINOR", Instant.parse("2026-11-24T12:30:00Z"))));

        assertThat(inEnglish(Explanation.of(fulfilled, asked, true, after)))
                .last()
                .isEqualTo(
                        "Its destruction was due at the end of 24 November 2026 in Europe/Paris and will"
                                + " be ordered by the first run after the suspension ends.");
        assertThat(inEnglish(Explanation.of(quarantined, asked, true, after)))
                .contains("It stays in quarantine, where nobody may listen to it.")
                .last()
                .isEqualTo(
                        "Its destruction was due on 24 November 2026 at 13:30 and will be ordered by the"
                                + " first run after the suspension ends.");
        assertThat(inEnglish(Explanation.of(quarantined, both, true, after)))
                .last()
                .asString()
                .contains("after the last hold is released");
        assertThat(inEnglish(Explanation.of(quarantined, Holds.NONE, true, after)))
                .last()
                .asString()
                .contains("will be ordered by the next run");
    }

    /** The controller reads that the person asked for it; a processor only that it is suspended. */
    @Test
    void saysWhatAnOpenRequestKeeps() {
        var asked = new Holds(Set.of(), NOW.plusSeconds(60));
        var free = retained(facts(QUALITY));

        assertThat(inEnglish(Explanation.of(free, asked, true, NOW)))
                .contains(
                        "The person asked for it or about it: it is not destroyed before that"
                                + " request is answered, at the latest on 24 November"
                                + " 2026.");
        assertThat(inEnglish(Explanation.of(free, asked, false, NOW)))
                .contains("Its destruction is suspended.");
        assertThat(inEnglish(Explanation.of(free, asked, true, NOW.plusSeconds(60))))
                .isEqualTo(inEnglish(Explanation.of(free, Set.of(), NOW.plusSeconds(60))));
        assertThat(Explanation.of(free, Holds.UNKNOWN, true, NOW).holds()).isEmpty();
    }

    @Test
    void tellsTheOrderOfAnItemThatGoes() {
        // When
        var explanation = Explanation.of(ordered(), Set.of(), NOW);

        // Then
        assertThat(explanation.state()).isEqualTo(ItemState.ORDERED);
        assertThat(inEnglish(explanation))
                .last()
                .isEqualTo(
                        "Its destruction was ordered on 25 November 2026: its last purpose was fulfilled.");
    }

    @Test
    void tellsTheEndOfAnItemThatWent() {
        // When
        var explanation = Explanation.of(new Disposed(ordered(), ERASED, EVIDENCE), Set.of(), NOW);

        // Then
        assertThat(explanation.state()).isEqualTo(ItemState.DISPOSED);
        assertThat(explanation.dueOn()).isEqualTo("2026-11-24");
        assertThat(inEnglish(explanation))
                .endsWith(
                        "Its destruction was ordered on 25 November 2026: its last purpose was fulfilled.",
                        "The recording was destroyed on 25 November 2026, both its key and its data.");
    }

    @Test
    void tellsADestructionThatWasNotOrdered() {
        // Given
        var sentence =
                "The recording was destroyed on 25 November 2026, without an order from the"
                        + " retention schedule.";

        // When
        var known =
                Explanation.of(
                        new Gone(CALL, retained(facts(QUALITY)), ERASED, EVIDENCE), Set.of(), NOW);
        var unknown = Explanation.of(new Gone(CALL, null, ERASED, EVIDENCE), Set.of(), NOW);

        // Then
        assertThat(inEnglish(known)).containsExactly(sentence);
        assertThat(inEnglish(unknown))
                .containsExactly(sentence.replace("25 November", "24 November"));
        assertThat(unknown.state()).isEqualTo(ItemState.GONE);
    }

    @Test
    void doesNotExplainWhatIsNotKnown() {
        assertThatThrownBy(() -> Explanation.of(new Expected(Map.of(), null), Set.of(), NOW))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected ->
                                assertThat(rejected.code())
                                        .isEqualTo(ScheduleProblem.ITEM_UNKNOWN));
    }

    private static Ordered ordered() {
        return new Ordered(
                retained(facts(QUALITY).with(QUALITY, FULFILLED)),
                ORDER,
                DispositionBasis.PURPOSE_FULFILLED,
                RUN,
                false);
    }

    private static Retained retained(RetentionFacts facts) {
        return new Retained(CALL, "voix-du-rhone", null, facts, RetentionClock.evaluate(facts));
    }

    /** What was retained before that was recorded says whose law it is all the same. */
    @Test
    void namesTheLawOfBoundsThatWereRecordedWithoutIt() {
        Explanation recorded = Explanation.of(retained(facts(QUALITY)), Set.of(), ENDED);

        Explanation named = recorded.with(bound -> bound.under(new AppliedLaw("FR", "DE")));

        assertThat(named.because())
                .extracting(Reason::law)
                .containsOnly(new AppliedLaw("FR", "DE"));
        assertThat(named.sentences().get(1).message()).isEqualTo(Sentence.Message.LAW_INSTEAD);
        assertThat(named.sentences()).hasSize(recorded.sentences().size() + 1);
        assertThat(recorded.with(bound -> bound)).isEqualTo(recorded);
    }
}
