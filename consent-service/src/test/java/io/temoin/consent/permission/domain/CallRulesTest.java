// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.ATLAS;
import static io.temoin.consent.permission.domain.Examples.BY_ATLAS;
import static io.temoin.consent.permission.domain.Examples.BY_RHONE;
import static io.temoin.consent.permission.domain.Examples.BY_STRANGER;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.COLLECTED;
import static io.temoin.consent.permission.domain.Examples.CONSENT;
import static io.temoin.consent.permission.domain.Examples.LATER_CONSENT;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.asking;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.objected;
import static io.temoin.consent.permission.domain.Examples.withdrawn;
import static io.temoin.consent.rules.domain.Purpose.EVALUATION;
import static io.temoin.consent.rules.domain.Purpose.PROSPECTING_CALL;
import static io.temoin.consent.rules.domain.Purpose.QUALITY;
import static io.temoin.consent.rules.domain.Purpose.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.CallVerdict.Allowed;
import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.recording.domain.RetentionPreview;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.Sector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CallRulesTest {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Instant END = Instant.parse("2027-09-01T08:00:00Z");

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("nothing is known", asking(BY_VOIX), List.of(), "NO_CONSENT"),
                refusal(
                        "no right to act for the controller, whatever is known of the person",
                        asking(BY_STRANGER),
                        List.of(given(), objected(NOW)),
                        "PROCESSOR_NOT_AUTHORISED"),
                refusal(
                        "an objection beats a valid consent",
                        asking(BY_VOIX),
                        List.of(given(), objected(NOW)),
                        "MARKETING_OBJECTION"),
                refusal(
                        "an objection binds every processor of the controller",
                        asking(BY_ATLAS),
                        List.of(given(CONSENT, ATLAS, COLLECTED, PROSPECTING_CALL), objected(NOW)),
                        "MARKETING_OBJECTION"),
                refusal(
                        "an objection outlives a later consent",
                        asking(BY_VOIX),
                        List.of(objected(COLLECTED.minusSeconds(1)), given()),
                        "MARKETING_OBJECTION"),
                refusal(
                        "both a withdrawal and an objection are told",
                        asking(BY_VOIX),
                        List.of(given(), withdrawn(NOW), objected(NOW)),
                        "MARKETING_OBJECTION,CONSENT_WITHDRAWN"),
                refusal(
                        "a country without rules",
                        asking(BY_VOIX, null, List.of(), NOW),
                        List.of(given()),
                        "RULESET_UNKNOWN"),
                refusal(
                        "a country without rules, to a person who objected",
                        asking(BY_VOIX, null, List.of(), NOW),
                        List.of(objected(NOW)),
                        "MARKETING_OBJECTION,RULESET_UNKNOWN"),
                refusal(
                        "the very end of the validity",
                        asking(BY_VOIX, FR_2026, List.of(), END),
                        List.of(given()),
                        "CONSENT_EXPIRED"),
                refusal(
                        "a withdrawn consent",
                        asking(BY_VOIX),
                        List.of(given(), withdrawn(NOW)),
                        "CONSENT_WITHDRAWN"),
                refusal(
                        "an earlier withdrawal that arrives late changes nothing",
                        asking(BY_VOIX),
                        List.of(given(), withdrawn(NOW), withdrawn(COLLECTED.minusSeconds(1))),
                        "CONSENT_WITHDRAWN"),
                refusal(
                        "a consent to another purpose",
                        asking(BY_VOIX),
                        List.of(given(CONSENT, VOIX, COLLECTED, QUALITY)),
                        "CONSENT_SCOPE_MISMATCH"),
                refusal(
                        "a processor the person was not told of, who withdrew",
                        asking(BY_ATLAS),
                        List.of(given(), withdrawn(NOW)),
                        "CONSENT_SCOPE_MISMATCH"),
                refusal(
                        "a processor the person was not told of, out of date",
                        asking(BY_ATLAS, FR_2026, List.of(), END),
                        List.of(given()),
                        "CONSENT_SCOPE_MISMATCH"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void denies(
            String because, DecideCall call, List<ContactPermissionEvent> past, String expected) {
        var verdict = evaluate(call, past);
        assertThat(verdict).isInstanceOf(Denied.class);
        assertThat(verdict.reasons())
                .extracting(reason -> reason.code().name())
                .containsExactly(expected.split(","));
    }

    static Stream<Arguments> allowances() {
        return Stream.of(
                Arguments.of("the named processor", asking(BY_VOIX), List.of(given())),
                Arguments.of("the controller itself", asking(BY_RHONE), List.of(given())),
                Arguments.of(
                        "the controller alone",
                        asking(BY_RHONE),
                        List.of(given(CONSENT, null, COLLECTED, PROSPECTING_CALL))),
                Arguments.of(
                        "the last instant of the validity",
                        asking(BY_VOIX, FR_2026, List.of(), END.plus(HALF_AN_HOUR).minusNanos(1)),
                        List.of(
                                given(
                                        CONSENT,
                                        VOIX,
                                        COLLECTED.plus(HALF_AN_HOUR),
                                        PROSPECTING_CALL))),
                Arguments.of(
                        "a consent given after the withdrawal",
                        asking(BY_VOIX),
                        List.of(withdrawn(COLLECTED.minusSeconds(1)), given())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("allowances")
    void allows(String because, DecideCall call, List<ContactPermissionEvent> past) {
        assertThat(evaluate(call, past))
                .isInstanceOfSatisfying(
                        Allowed.class, allowed -> assertThat(allowed.consent()).isEqualTo(CONSENT));
    }

    @Test
    void restsOnTheConsentThatHoldsLongest() {
        var later = given(LATER_CONSENT, VOIX, NOW.minusSeconds(60), PROSPECTING_CALL);
        assertThat(evaluate(asking(BY_VOIX), List.of(given(), later)))
                .isInstanceOfSatisfying(
                        Allowed.class,
                        allowed -> assertThat(allowed.consent()).isEqualTo(LATER_CONSENT));
    }

    @Test
    void allowsNoRecordingUnlessTheCallWasDrawn() {
        assertThat(evaluate(asking(BY_VOIX), List.of(given())))
                .isInstanceOfSatisfying(
                        Allowed.class, allowed -> assertThat(allowed.recording()).isNull());
    }

    @Test
    void allowsRecordingForWhatThePersonAgreedToAndTheCallWasDrawnFor() {
        // Given a person who agreed to a recording for training, and to one no period is known for
        var given = given(CONSENT, VOIX, COLLECTED, PROSPECTING_CALL, TRAINING, EVALUATION);
        // When the call was drawn for quality
        var verdict = evaluate(asking(BY_VOIX, FR_2026, List.of(QUALITY), NOW), List.of(given));
        // Then
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Allowed.class,
                        allowed ->
                                assertThat(allowed.recording())
                                        .isNotNull()
                                        .satisfies(
                                                recording -> {
                                                    assertThat(recording.purposes())
                                                            .containsExactly(QUALITY, TRAINING);
                                                    assertThat(recording.retention())
                                                            .extracting(RetentionPreview::purpose)
                                                            .containsExactly(QUALITY, TRAINING);
                                                }));
    }

    /** Whatever they consented to. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "RENEWABLES, +33142681234, false, SECTOR_BAN",
                "HOME_ADAPTATION, -, false, SECTOR_BAN CALLER_ID_FORBIDDEN",
                "OTHER, -, false, CALLER_ID_FORBIDDEN",
                "OTHER, +33142681234, true, CALLER_ID_FORBIDDEN",
                "OTHER, +33142681234, false, CONSENT_IN_FORCE",
                "OTHER, +33162001234, true, CONSENT_IN_FORCE",
                // overseas numbers are of the same plan
                "OTHER, +262692123456, true, CALLER_ID_FORBIDDEN",
                "OTHER, +262692123456, false, CONSENT_IN_FORCE",
                "OTHER, +590690351234, true, CALLER_ID_FORBIDDEN",
                "OTHER, +594694123456, true, CALLER_ID_FORBIDDEN",
                "OTHER, +590947512345, true, CONSENT_IN_FORCE", // verified
                "OTHER, +339475123456, true, CONSENT_IN_FORCE",
                "OTHER, +262939912345, true, CONSENT_IN_FORCE", // a technical platform
                "OTHER, +441632960000, true, CONSENT_IN_FORCE",
                "OTHER, +59059082123, true, CONSENT_IN_FORCE", // no number of the plan
                "-, +33162001234, true, CONSENT_IN_FORCE"
            })
    void looksAtWhatIsOfferedAndShown(
            @Nullable Sector sector, @Nullable String number, boolean automated, String expected) {
        assertThat(
                        evaluate(
                                        offering(sector, new CallerId(number, automated)),
                                        List.of(given()))
                                .reasons())
                .extracting(reason -> reason.code().name())
                .containsExactly(expected.split(" ", -1));
    }

    @Test
    void givesTheStrongestReasonFirst() {
        var call = offering(Sector.RENEWABLES, new CallerId(null, true));

        assertThat(evaluate(call, List.of(objected(COLLECTED))).reasons())
                .extracting(reason -> reason.code().name())
                .containsExactly(
                        "MARKETING_OBJECTION", "SECTOR_BAN", "CALLER_ID_FORBIDDEN", "NO_CONSENT");
    }

    private static DecideCall offering(@Nullable Sector sector, CallerId shown) {
        return new DecideCall(
                Examples.DECISION,
                BY_VOIX,
                Examples.RHONE,
                Examples.SUBJECT,
                PROSPECTING_CALL,
                null,
                Examples.circumstances(
                        Examples.IN_PARIS, new StatedCall(sector, shown, null, null, null)),
                new CallLaw(List.of(FR_2026), ExampleLaws.RECORDING_IN_FRANCE),
                NOW);
    }

    private static CallVerdict evaluate(DecideCall call, List<ContactPermissionEvent> past) {
        return CallRules.evaluate(call, new ContactPermissionDecider().replay(past));
    }

    private static Arguments refusal(
            String because, DecideCall call, List<ContactPermissionEvent> past, String expected) {
        return Arguments.of(because, call, past, expected);
    }
}
