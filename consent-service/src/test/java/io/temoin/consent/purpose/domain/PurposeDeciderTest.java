// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

import static io.temoin.consent.purpose.domain.Declarations.FIRST;
import static io.temoin.consent.purpose.domain.Declarations.NOW;
import static io.temoin.consent.purpose.domain.Declarations.ONE_MONTH;
import static io.temoin.consent.purpose.domain.Declarations.QUALITY;
import static io.temoin.consent.purpose.domain.Declarations.RHONE;
import static io.temoin.consent.purpose.domain.Declarations.SECOND;
import static io.temoin.consent.purpose.domain.Declarations.THREE_MONTHS;
import static io.temoin.consent.purpose.domain.Declarations.VOIX;
import static io.temoin.consent.purpose.domain.Declarations.WEIGHED;
import static io.temoin.consent.purpose.domain.Declarations.activating;
import static io.temoin.consent.purpose.domain.Declarations.after;
import static io.temoin.consent.purpose.domain.Declarations.codes;
import static io.temoin.consent.purpose.domain.Declarations.declaring;
import static io.temoin.consent.purpose.domain.Declarations.retiring;
import static io.temoin.consent.purpose.domain.Declarations.revising;
import static io.temoin.consent.purpose.domain.Declarations.template;
import static io.temoin.consent.purpose.domain.LegalBasis.CONSENT;
import static io.temoin.consent.purpose.domain.LegalBasis.LEGITIMATE_INTEREST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.temoin.consent.purpose.domain.ActivationGrounds.ImpactAssessment;
import io.temoin.consent.purpose.domain.PurposeCommand.ActivatePurpose;
import io.temoin.consent.purpose.domain.PurposeEvent.PurposeActivated;
import io.temoin.consent.purpose.domain.PurposeEvent.PurposeRetired;
import io.temoin.consent.purpose.domain.PurposeEvent.PurposeRevised;
import io.temoin.consent.recording.domain.KeepingBound;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PurposeDeciderTest {

    private final PurposeDecider decider = new PurposeDecider();
    private final DeciderSpecification<PurposeCommand, ControllerPurpose, PurposeEvent> purpose =
            DeciderSpecification.of(decider);

    @Nested
    class Activating {

        @Test
        void recordsWhatItRestsOn() {
            purpose.given(after(declaring()))
                    .when(activating(WEIGHED))
                    .then(new PurposeActivated(RHONE, QUALITY.code(), 1, WEIGHED, FIRST, NOW));
        }

        @Test
        void needsADeclaration() {
            purpose.given().when(activating(WEIGHED)).thenRejected(PurposeProblem.PURPOSE_UNKNOWN);
            purpose.given(after(declaring(), activating(WEIGHED)))
                    .when(activating(WEIGHED))
                    .thenRejected(PurposeProblem.PURPOSE_STATE_CONFLICT);
            purpose.given(after(declaring(), retiring()))
                    .when(activating(WEIGHED))
                    .thenRejected(PurposeProblem.PURPOSE_STATE_CONFLICT);
        }

        @Test
        void needsABalancingTestForALegitimateInterest() {
            purpose.given(after(declaring()))
                    .when(activating(new ActivationGrounds(null, null, null, "N-1")))
                    .thenRejected(PurposeProblem.PURPOSE_GROUNDS_MISSING);
        }

        /** Each ground where the law asks for it. */
        @ParameterizedTest
        @CsvSource(
                nullValues = "-",
                value = {
                    "CONSENT, -, -, -, notice-missing impact-assessment-missing article-9-missing",
                    "CONSENT, N-1, -, 9(2)(h), impact-assessment-missing",
                    "CONSENT, N-1, DPIA-7, 9(2)(a), article-9-missing",
                    "CONSENT, N-1, DPIA-7, 9(2)(h), -",
                    "PUBLIC_TASK, -, DPIA-7, 9(2)(h), -"
                })
        void needsWhatTheLawNeeds(
                LegalBasis basis,
                @Nullable String notice,
                @Nullable String assessment,
                @Nullable String article9,
                @Nullable String expected) {
            var template =
                    new PurposeTemplate(
                            new PurposeCode("MEDICAL_REGULATION"),
                            Map.of("en", "emergency medical dispatch"),
                            Set.of(basis),
                            null,
                            KeepingBound.AT_LEAST,
                            null,
                            Set.of(),
                            null,
                            "9(2)(h)",
                            true,
                            RecordingStart.EVENT,
                            "Arrêté du 20 octobre 2011",
                            null);
            var terms = new PurposeTerms(basis, null, null, List.of(), List.of(), null);
            var grounds =
                    new ActivationGrounds(
                            null,
                            assessment == null
                                    ? null
                                    : new ImpactAssessment(assessment, LocalDate.of(2026, 10, 1)),
                            article9,
                            notice);

            assertThat(String.join(" ", codes(TermsRules.missing(grounds, terms, template))))
                    .isEqualTo(expected == null ? "" : expected);
        }

        @Test
        void isTheControllersAlone() {
            purpose.given(after(declaring()))
                    .when(new ActivatePurpose(VOIX, RHONE, QUALITY, WEIGHED, NOW))
                    .thenRejected(PurposeProblem.PURPOSE_OF_ANOTHER);
        }
    }

    @Nested
    class Revising {

        private final PurposeRevised revised =
                new PurposeRevised(
                        RHONE, QUALITY.code(), "2026.1", 2, ONE_MONTH, SECOND, FIRST, NOW);

        @Test
        void isChainedToTheRevisionBefore() {
            purpose.given(after(declaring())).when(revising(1, ONE_MONTH)).then(revised);
            purpose.given(after(declaring(), activating(WEIGHED)))
                    .when(revising(1, ONE_MONTH))
                    .then(revised);
        }

        @Test
        void keepsAnActivePurposeActive() {
            var state =
                    decider.replay(
                            List.of(
                                    after(
                                            declaring(),
                                            activating(WEIGHED),
                                            revising(1, ONE_MONTH))));

            assertThat(state)
                    .isEqualTo(
                            new ControllerPurpose.Active(
                                    new ControllerPurpose.Revision(
                                            QUALITY.code(), 2, ONE_MONTH, SECOND),
                                    WEIGHED));
        }

        @Test
        void isRefusedOverWhatTheAskerHasNotSeen() {
            purpose.given(after(declaring(), revising(1, ONE_MONTH)))
                    .when(revising(1, THREE_MONTHS))
                    .thenRejected(PurposeProblem.PURPOSE_REVISED_MEANWHILE);
        }

        @Test
        void needsAPurposeThatIsDeclared() {
            purpose.given()
                    .when(revising(1, ONE_MONTH))
                    .thenRejected(PurposeProblem.PURPOSE_UNKNOWN);
            purpose.given(after(declaring(), retiring()))
                    .when(revising(1, ONE_MONTH))
                    .thenRejected(PurposeProblem.PURPOSE_STATE_CONFLICT);
        }

        /** GDPR art. 13(1)(c): people were told of one. */
        @Test
        void doesNotChangeTheLegalBasisUnderWay() {
            var template =
                    template(
                            "PROSPECT_FILE",
                            Set.of(LEGITIMATE_INTEREST, CONSENT),
                            null,
                            KeepingBound.AT_MOST,
                            RecordingStart.NONE);
            var interest =
                    new PurposeTerms(LEGITIMATE_INTEREST, null, null, List.of(), List.of(), null);
            var consent = new PurposeTerms(CONSENT, null, null, List.of(), List.of(), null);
            var revising =
                    new PurposeCommand.RevisePurpose(
                            RHONE, RHONE, template, "2026.1", 1, consent, NOW);

            purpose.given(after(declaring(template, interest), activating(WEIGHED)))
                    .when(revising)
                    .thenRejected(PurposeProblem.PURPOSE_STATE_CONFLICT);
            assertThat(
                            decider.decide(
                                    revising,
                                    decider.replay(List.of(after(declaring(template, interest))))))
                    .hasSize(1);
        }

        @Test
        void mustBeValidToo() {
            purpose.given(after(declaring()))
                    .when(
                            revising(
                                    1,
                                    new PurposeTerms(
                                            CONSENT, null, null, List.of(), List.of(), null)))
                    .thenRejected(PurposeProblem.PURPOSE_TERMS_INVALID);
        }
    }

    @Nested
    class Retiring {

        @Test
        void endsWhatWasDeclared() {
            var retired = new PurposeRetired(RHONE, QUALITY.code(), 1, "service-ended", NOW);
            purpose.given(after(declaring())).when(retiring()).then(retired);
            purpose.given(after(declaring(), activating(WEIGHED))).when(retiring()).then(retired);
        }

        @Test
        void needsAPurposeThatIsThere() {
            purpose.given().when(retiring()).thenRejected(PurposeProblem.PURPOSE_UNKNOWN);
            purpose.given(after(declaring(), retiring()))
                    .when(retiring())
                    .thenRejected(PurposeProblem.PURPOSE_STATE_CONFLICT);
        }
    }

    /** Whoever holds the last hash can tell whether anything before was changed. */
    @Test
    void everyPartOfTheTermsIsInTheHash() {
        var hashes =
                List.of(
                        FIRST,
                        SECOND,
                        THREE_MONTHS.hash("other", QUALITY.code(), 1, ""),
                        THREE_MONTHS.hash(RHONE.value(), new PurposeCode("TRAINING"), 1, ""),
                        THREE_MONTHS.hash(RHONE.value(), QUALITY.code(), 2, ""),
                        THREE_MONTHS.hash(RHONE.value(), QUALITY.code(), 1, FIRST),
                        ONE_MONTH.hash(RHONE.value(), QUALITY.code(), 1, ""),
                        new PurposeTerms(CONSENT, null, "x", List.of(), List.of(), null)
                                .hash(RHONE.value(), QUALITY.code(), 1, ""));

        assertThat(hashes).doesNotHaveDuplicates();
        assertThat(FIRST).hasSize(64);
    }

    /** What happened, happened: also what today's rules would not let happen. */
    @Test
    void anyHistoryCanBeRead() {
        var activated = new PurposeActivated(RHONE, QUALITY.code(), 1, WEIGHED, FIRST, NOW);
        var retired = new PurposeRetired(RHONE, QUALITY.code(), 1, null, NOW);

        assertThat(decider.replay(List.of(activated, retired)))
                .isEqualTo(new ControllerPurpose.Unknown());
        assertThat(new ControllerPurpose.Unknown().current()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void aShareIsAShare(int percent) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SamplingBudget(percent, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new SamplingBudget(5, -1));
    }

    @Test
    void aCatalogueHasEachPurposeOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PurposeCatalogue("1", NOW, List.of(QUALITY, QUALITY)));
        assertThat(new PurposeCatalogue("1", NOW, List.of(QUALITY)).find(new PurposeCode("X")))
                .isNull();
    }

    @Test
    void aTemplateHasANameAndABasis() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                template(
                                        "QUALITY",
                                        Set.of(),
                                        null,
                                        KeepingBound.AT_MOST,
                                        RecordingStart.NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new PurposeTemplate(
                                        QUALITY.code(),
                                        Map.of("fr", "qualité"),
                                        QUALITY.legalBases(),
                                        null,
                                        KeepingBound.AT_MOST,
                                        null,
                                        Set.of(),
                                        null,
                                        null,
                                        false,
                                        RecordingStart.NONE,
                                        "CNIL",
                                        null));
        assertThatIllegalArgumentException().isThrownBy(() -> new PurposeCode("quality"));
    }
}
