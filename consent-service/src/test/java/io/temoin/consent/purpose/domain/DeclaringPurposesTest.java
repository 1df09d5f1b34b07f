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
import static io.temoin.consent.purpose.domain.Declarations.template;
import static io.temoin.consent.purpose.domain.LegalBasis.CONSENT;
import static io.temoin.consent.purpose.domain.LegalBasis.LEGITIMATE_INTEREST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.consent.purpose.domain.PurposeCommand.DeclarePurpose;
import io.temoin.consent.purpose.domain.PurposeEvent.PurposeDeclared;
import io.temoin.consent.recording.domain.KeepingBound;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a controller may declare of a purpose. */
class DeclaringPurposesTest {

    private final PurposeDecider decider = new PurposeDecider();
    private final DeciderSpecification<PurposeCommand, ControllerPurpose, PurposeEvent> purpose =
            DeciderSpecification.of(decider);

    @Test
    void recordsTheTermsWithTheirHash() {
        purpose.given()
                .when(declaring())
                .then(
                        new PurposeDeclared(
                                RHONE, QUALITY.code(), "2026.1", 1, THREE_MONTHS, FIRST, NOW));
    }

    @Test
    void isTheControllersAlone() {
        purpose.given()
                .when(new DeclarePurpose(VOIX, RHONE, QUALITY, "2026.1", THREE_MONTHS, NOW))
                .thenRejected(PurposeProblem.PURPOSE_OF_ANOTHER);
    }

    @Test
    void isRefusedTwice() {
        purpose.given(after(declaring()))
                .when(declaring())
                .thenRejected(PurposeProblem.PURPOSE_DECLARED_ALREADY);
        purpose.given(after(declaring(), activating(WEIGHED)))
                .when(declaring())
                .thenRejected(PurposeProblem.PURPOSE_DECLARED_ALREADY);
    }

    @Test
    void goesOnFromARetiredOne() {
        purpose.given(after(declaring(), retiring()))
                .when(declaring(QUALITY, ONE_MONTH))
                .then(
                        new PurposeDeclared(
                                RHONE, QUALITY.code(), "2026.1", 2, ONE_MONTH, SECOND, NOW));
    }

    /** Shorter than a maximum, longer than a minimum; anything else by a text. */
    @ParameterizedTest(name = "{0} {1}, declared {2} by {3}: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "AT_MOST,  P6M, P6M, -, -",
                "AT_MOST,  P6M, P1D, -, -",
                "AT_MOST,  P6M, P7M, -, reference-missing",
                "AT_MOST,  P6M, P1Y, C. com. L123-22, -",
                "AT_MOST,  P6M, -,   -, reference-missing",
                "AT_MOST,  -,   P9Y, -, -",
                "AT_MOST,  -,   -,   -, -",
                "AT_LEAST, P5Y, P5Y, -, -",
                "AT_LEAST, P5Y, P7Y, -, -",
                "AT_LEAST, P5Y, P4Y, -, reference-missing",
                "EXACTLY,  P2Y, P2Y, -, -",
                "EXACTLY,  P2Y, P3Y, -, reference-missing",
                "EXACTLY,  P2Y, P1Y, -, reference-missing"
            })
    void needsATextForAnotherPeriod(
            KeepingBound bound,
            @Nullable Period usual,
            @Nullable Period declared,
            @Nullable String reference,
            @Nullable String expected) {
        var terms =
                new PurposeTerms(
                        LEGITIMATE_INTEREST, declared, reference, List.of(), List.of(), null);
        var template =
                template("DISPUTE", Set.of(LEGITIMATE_INTEREST), usual, bound, RecordingStart.NONE);

        assertThat(codes(TermsRules.violations(terms, template)))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    /** Nobody who declares a purpose knows what P6M is. */
    @Test
    void tellsTheUsualPeriodInWords() {
        var terms =
                new PurposeTerms(
                        LEGITIMATE_INTEREST, Period.ofMonths(7), null, List.of(), List.of(), null);
        var template =
                template(
                        "DISPUTE",
                        Set.of(LEGITIMATE_INTEREST),
                        Period.ofMonths(6),
                        KeepingBound.AT_MOST,
                        RecordingStart.NONE);

        assertThat(TermsRules.violations(terms, template))
                .extracting(Violation::message)
                .containsExactly(
                        "The catalogue provides for 6 months; name the legal text on which your"
                                + " different period is based.");
    }

    /** Nobody may rely on what nobody has verified. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "P12M, -, reference-missing",
                "P1M, -, reference-missing",
                "P12M, CMF L561-12, -",
                "-, -, -"
            })
    void anUnverifiedPeriodIsNone(
            @Nullable Period declared, @Nullable String reference, @Nullable String expected) {
        var template =
                new PurposeTemplate(
                        new PurposeCode("FRAUD"),
                        Map.of("en", "fraud"),
                        Set.of(LEGITIMATE_INTEREST),
                        Period.ofMonths(12),
                        KeepingBound.AT_MOST,
                        null,
                        Set.of(),
                        null,
                        null,
                        false,
                        RecordingStart.NONE,
                        "CNIL",
                        "the twelve months");
        var terms =
                new PurposeTerms(
                        LEGITIMATE_INTEREST, declared, reference, List.of(), List.of(), null);

        assertThat(codes(TermsRules.violations(terms, template)))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    /** CNIL: neither permanent nor systematic. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "DRAW,  99, -",
                "DRAW,  0, -",
                "DRAW,  100, recording-systematic",
                "DRAW,  -, budget-missing",
                "EVENT, 5, budget-unfit",
                "NONE,  5, budget-unfit",
                "NONE,  -, -"
            })
    void recordsAShareOfTheCallsOnly(
            RecordingStart recording, @Nullable Integer percent, @Nullable String expected) {
        var terms =
                new PurposeTerms(
                        LEGITIMATE_INTEREST,
                        Period.ofMonths(6),
                        null,
                        List.of(),
                        List.of(),
                        percent == null ? null : new SamplingBudget(percent, null));
        var template =
                template(
                        "QUALITY",
                        Set.of(LEGITIMATE_INTEREST),
                        Period.ofMonths(6),
                        KeepingBound.AT_MOST,
                        recording);

        assertThat(codes(TermsRules.violations(terms, template)))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    /** All at once, each with its place. */
    @Test
    void tellsEverythingThatIsWrong() {
        var terms =
                new PurposeTerms(
                        CONSENT,
                        Period.ofYears(1),
                        null,
                        List.of(),
                        List.of(),
                        new SamplingBudget(100, null));

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> decider.decide(declaring(QUALITY, terms), decider.initialState()))
                .satisfies(
                        rejected -> {
                            assertThat(rejected.code())
                                    .isEqualTo(PurposeProblem.PURPOSE_TERMS_INVALID);
                            assertThat(rejected.violations())
                                    .extracting(Violation::pointer)
                                    .containsExactly(
                                            "/terms/legalBasis",
                                            "/terms/keepingReference",
                                            "/terms/sampling/percent");
                            assertThat(rejected.violations().getLast().message()).contains("CNIL");
                        });
    }
}
