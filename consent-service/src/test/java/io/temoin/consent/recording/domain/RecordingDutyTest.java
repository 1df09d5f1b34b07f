// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

import static io.temoin.consent.recording.domain.PurposeOutcome.Code.FORBIDDEN;
import static io.temoin.consent.recording.domain.RecordingQuestions.INSURANCE;
import static io.temoin.consent.recording.domain.RecordingQuestions.TOLD_BESIDE;
import static io.temoin.consent.recording.domain.RecordingQuestions.ask;
import static io.temoin.consent.recording.domain.RecordingQuestions.explanation;
import static io.temoin.consent.recording.domain.RecordingQuestions.terms;
import static io.temoin.consent.rules.domain.Purpose.EVALUATION;
import static io.temoin.consent.rules.domain.Purpose.INSURANCE_NO_SALE;
import static io.temoin.consent.rules.domain.Purpose.INSURANCE_SALE;
import static io.temoin.consent.rules.domain.Purpose.PROSPECTING_CALL;
import static io.temoin.consent.rules.domain.Purpose.QUALITY;
import static io.temoin.consent.rules.domain.Purpose.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.consent.rules.domain.Sector;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a call is recorded for because a law orders it. */
class RecordingDutyTest {

    /** A21: who refuses ends a call that the law orders to be recorded. */
    @Test
    void a21AnInsuranceCallIsRecordedOrEnds() {
        var answer =
                ask(
                        terms(RecordingMode.NOTICE_PLUS_OPTOUT),
                        Sector.INSURANCE,
                        Set.of(QUALITY),
                        Set.of(TRAINING));

        assertThat(answer.permission())
                .isEqualTo(
                        new RecordingPermission(
                                RecordingMode.MANDATORY,
                                "FR-NOTICE-INSURANCE-1",
                                List.of(INSURANCE_SALE, INSURANCE_NO_SALE),
                                INSURANCE.keeping(),
                                RecordingScope.WHOLE_CALL,
                                OnRefusal.END_CALL));
        assertThat(explanation(answer).purposes())
                .containsExactly(
                        new PurposeOutcome(INSURANCE_SALE, PurposeOutcome.Code.ORDERED),
                        new PurposeOutcome(INSURANCE_NO_SALE, PurposeOutcome.Code.ORDERED),
                        new PurposeOutcome(QUALITY, PurposeOutcome.Code.DUTY_ONLY),
                        new PurposeOutcome(TRAINING, PurposeOutcome.Code.DUTY_ONLY));
    }

    /** Each purpose lives by its own rule, if the person is told of it. */
    @Test
    void whatTheControllerRecordsForBesideADutyKeepsItsOwnPeriod() {
        var answer =
                ask(
                        terms(RecordingMode.NOTICE_PLUS_OPTOUT, TOLD_BESIDE),
                        Sector.INSURANCE,
                        Set.of(QUALITY),
                        Set.of(TRAINING));

        assertThat(explanation(answer).purposes())
                .containsExactly(
                        new PurposeOutcome(INSURANCE_SALE, PurposeOutcome.Code.ORDERED),
                        new PurposeOutcome(INSURANCE_NO_SALE, PurposeOutcome.Code.ORDERED),
                        new PurposeOutcome(QUALITY, PurposeOutcome.Code.DUTY_ONLY),
                        new PurposeOutcome(TRAINING, PurposeOutcome.Code.CONSENTED));
        assertThat(answer.permission())
                .isNotNull()
                .satisfies(
                        permission -> {
                            assertThat(permission.mode()).isEqualTo(RecordingMode.MANDATORY);
                            assertThat(permission.announcement())
                                    .isEqualTo("FR-NOTICE-INSURANCE-TRAINING-1");
                            assertThat(permission.purposes())
                                    .containsExactly(INSURANCE_SALE, INSURANCE_NO_SALE, TRAINING);
                            assertThat(permission.retention())
                                    .startsWith(
                                            INSURANCE.keeping().toArray(RetentionPreview[]::new))
                                    .last()
                                    .extracting(
                                            RetentionPreview::purpose, RetentionPreview::keepFor)
                                    .containsExactly(TRAINING, Period.ofMonths(6));
                            assertThat(permission.onRefusal()).isEqualTo(OnRefusal.END_CALL);
                        });
    }

    /** A call that is drawn for nothing says nothing of drawing. */
    @Test
    void aDutyAloneIsAnnouncedAlone() {
        var answer =
                ask(
                        terms(RecordingMode.NOTICE_PLUS_OPTOUT, TOLD_BESIDE),
                        Sector.INSURANCE,
                        Set.of(),
                        Set.of());

        assertThat(answer.permission())
                .isNotNull()
                .extracting(RecordingPermission::announcement)
                .isEqualTo("FR-NOTICE-INSURANCE-1");
    }

    /** What the law orders begins with the call: a yes in it would come too late for the rest. */
    @Test
    void aYesInTheCallDoesNotDelayWhatIsOrdered() {
        var answer =
                ask(
                        terms(RecordingMode.EXPLICIT_CONSENT, TOLD_BESIDE),
                        Sector.INSURANCE,
                        Set.of(TRAINING),
                        Set.of(INSURANCE_SALE, INSURANCE_NO_SALE));

        assertThat(explanation(answer).purposes())
                .contains(new PurposeOutcome(TRAINING, PurposeOutcome.Code.NO_CONSENT));
        assertThat(answer.permission())
                .isNotNull()
                .extracting(RecordingPermission::scope)
                .isEqualTo(RecordingScope.WHOLE_CALL);
    }

    @Test
    void aTextThatNamesNoPurposeTellsOfNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new RecordingDuty(
                                        INSURANCE.sectors(),
                                        INSURANCE.keeping(),
                                        INSURANCE.announcement(),
                                        "x",
                                        INSURANCE.announcement()));
    }

    /** A21: in any other call the recording ends, not the call. */
    @Test
    void a21AnotherCallGoesOnUnrecorded() {
        var answer = ask(terms(RecordingMode.NOTICE_PLUS_OPTOUT), null, Set.of(QUALITY), Set.of());

        assertThat(answer.permission())
                .isNotNull()
                .extracting(RecordingPermission::onRefusal)
                .isEqualTo(OnRefusal.CONTINUE_UNRECORDED);
    }

    /** One end orders the recording, the other asks for a yes. */
    @Test
    void aDutyDoesNotSpareTheYes() {
        var terms = terms(RecordingMode.EXPLICIT_CONSENT);

        var unasked = ask(terms, Sector.INSURANCE, Set.of(), Set.of(INSURANCE_SALE));
        var asked =
                ask(
                        terms,
                        Sector.INSURANCE,
                        Set.of(),
                        Set.of(INSURANCE_SALE, INSURANCE_NO_SALE, PROSPECTING_CALL));

        assertThat(unasked.permission())
                .isNotNull()
                .satisfies(
                        permission -> {
                            assertThat(permission.mode()).isEqualTo(RecordingMode.MANDATORY);
                            assertThat(permission.scope()).isEqualTo(RecordingScope.FROM_NOW);
                            assertThat(permission.onRefusal()).isEqualTo(OnRefusal.END_CALL);
                        });
        assertThat(asked.permission())
                .isNotNull()
                .extracting(RecordingPermission::scope)
                .isEqualTo(RecordingScope.WHOLE_CALL);
    }

    /** Nobody can be ordered to do what is forbidden; the recording gives way. */
    @Test
    void aDutyDoesNotLiftAProhibition() {
        var answer =
                ask(terms(RecordingMode.FORBIDDEN), Sector.INSURANCE, Set.of(QUALITY), Set.of());

        assertThat(answer.permission()).isNull();
        assertThat(explanation(answer).mode()).isEqualTo(RecordingMode.FORBIDDEN);
        assertThat(explanation(answer).purposes())
                .extracting(PurposeOutcome::code)
                .containsOnly(FORBIDDEN);
    }

    /** A pack that says nothing of recording names no period; only what a law orders is known. */
    @Test
    void withoutAPeriodNothingIsRecordedButByDuty() {
        var terms = terms(RecordingMode.NOTICE);

        var chosen = new RecordingQuestion(null, terms, null, Set.of(QUALITY), Set.of(), null);
        var ordered =
                new RecordingQuestion(
                        null, terms, Sector.INSURANCE, Set.of(QUALITY), Set.of(), null);

        assertThat(chosen.answer().permission()).isNull();
        assertThat(explanation(chosen.answer()).purposes())
                .containsExactly(
                        new PurposeOutcome(QUALITY, PurposeOutcome.Code.NO_TERMS),
                        new PurposeOutcome(TRAINING, PurposeOutcome.Code.NO_TERMS),
                        new PurposeOutcome(EVALUATION, PurposeOutcome.Code.NO_TERMS));
        assertThat(ordered.answer().permission())
                .isNotNull()
                .extracting(RecordingPermission::announcement)
                .isEqualTo("FR-NOTICE-INSURANCE-1");
    }

    @Test
    void aDutyIsForSomething() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new RecordingDuty(
                                        Set.of(),
                                        INSURANCE.keeping(),
                                        INSURANCE.announcement(),
                                        "x"));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new RecordingDuty(
                                        INSURANCE.sectors(),
                                        List.of(),
                                        INSURANCE.announcement(),
                                        "x"));
    }
}
