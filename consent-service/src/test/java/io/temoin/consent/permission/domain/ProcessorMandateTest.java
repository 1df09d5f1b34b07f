// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.BY_ATLAS;
import static io.temoin.consent.permission.domain.Examples.BY_RHONE;
import static io.temoin.consent.permission.domain.Examples.BY_STRANGER;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.COLLECTED;
import static io.temoin.consent.permission.domain.Examples.CONSENT;
import static io.temoin.consent.permission.domain.Examples.LATER_CONSENT;
import static io.temoin.consent.permission.domain.Examples.MANDATE;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.asking;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.objected;
import static io.temoin.consent.permission.domain.Examples.withdrawn;
import static io.temoin.consent.rules.domain.Purpose.PROSPECTING_CALL;
import static io.temoin.consent.rules.domain.Purpose.QUALITY;
import static io.temoin.consent.rules.domain.Purpose.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.agreement.domain.Mandate.Finding;
import io.temoin.consent.agreement.domain.UnnamedCallers;
import io.temoin.consent.permission.domain.CallVerdict.Allowed;
import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.permission.domain.CallVerdict.Review;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.eventsourcing.Rejected;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A processor acts on instructions or not at all (GDPR art. 28, 29). */
class ProcessorMandateTest {

    private static final Instant NEXT_YEAR = Instant.parse("2027-01-04T09:30:00Z");
    private static final UUID NOT_HERE = UUID.fromString("019a0000-0000-7000-8000-0000000000ff");

    private final ContactPermissionDecider decider = new ContactPermissionDecider();

    @Test
    void a11ConsentThatNamesTheProcessorAllows() {
        assertThat(evaluate(asking(BY_VOIX), given())).isInstanceOf(Allowed.class);
    }

    @Test
    void a11ConsentForAnotherControllerIsOutOfScopeWhenItIsNamed() {
        // Nothing of the other controller's is in this controller's stream.
        var verdict = evaluate(naming(asking(BY_VOIX), NOT_HERE));
        assertThat(verdict).isInstanceOf(Denied.class);
        assertThat(codes(verdict)).containsExactly(ReasonCode.CONSENT_SCOPE_MISMATCH);
        assertThat(
                        evaluate(
                                naming(asking(BY_VOIX), NOT_HERE),
                                given(LATER_CONSENT, VOIX, COLLECTED, QUALITY)))
                .isEqualTo(verdict);
        assertThat(codes(evaluate(asking(BY_VOIX)))).containsExactly(ReasonCode.NO_CONSENT);
    }

    @Test
    void aNamedConsentThatIsThereChangesNothing() {
        assertThat(evaluate(naming(asking(BY_VOIX), CONSENT), given()))
                .isEqualTo(evaluate(asking(BY_VOIX), given()));
        assertThat(
                        codes(
                                evaluate(
                                        naming(asking(BY_VOIX), CONSENT),
                                        given(CONSENT, VOIX, COLLECTED, QUALITY))))
                .containsExactly(ReasonCode.CONSENT_SCOPE_MISMATCH);
    }

    @Test
    void a11ProcessorThatTheConsentDoesNotNameIsReviewedByDefault() {
        var verdict = evaluate(asking(BY_ATLAS), given());
        assertThat(verdict).isInstanceOf(Review.class);
        assertThat(verdict.warnings()).isEmpty();
        assertThat(codes(verdict)).containsExactly(ReasonCode.CONSENT_SCOPE_MISMATCH);
        assertThat(verdict.reasons().getFirst().detail()).contains("ask the controller to check");
        assertThat(evaluate(asking(BY_VOIX), given(CONSENT, null, COLLECTED, PROSPECTING_CALL)))
                .isInstanceOf(Review.class);
    }

    @Test
    void a11ProcessorThatTheConsentDoesNotNameIsDeniedWhenStrict() {
        var verdict = evaluate(under(asking(BY_ATLAS), strict()), given());
        assertThat(verdict).isInstanceOf(Denied.class);
        assertThat(codes(verdict)).containsExactly(ReasonCode.CONSENT_SCOPE_MISMATCH);
    }

    @Test
    void a11NoReviewHelpsAgainstAnythingElse() {
        var objection = evaluate(asking(BY_ATLAS), given(), objected(NOW));
        assertThat(objection).isInstanceOf(Denied.class);
        assertThat(codes(objection))
                .containsExactly(ReasonCode.MARKETING_OBJECTION, ReasonCode.CONSENT_SCOPE_MISMATCH);
        assertThat(evaluate(asking(BY_ATLAS), given(), withdrawn(NOW))).isInstanceOf(Denied.class);
    }

    @Test
    void a11AgreementThatEndedDenies() {
        var call = under(asking(BY_VOIX, FR_2026, List.of(), NEXT_YEAR), found(Finding.ENDED));
        var verdict = evaluate(call, given(), objected(NOW));
        assertThat(verdict).isInstanceOf(Denied.class);
        assertThat(codes(verdict)).containsExactly(ReasonCode.PROCESSOR_NOT_AUTHORISED);
    }

    /** It learns nothing of the person, and what is in the way of itself. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COVERED")
    void deniesWhatWasNotInstructed(Finding finding) {
        var call = under(asking(BY_VOIX), found(finding));
        var verdict = evaluate(call, given());
        assertThat(verdict)
                .isEqualTo(
                        new Denied(
                                List.of(
                                        new Reason(
                                                ReasonCode.PROCESSOR_NOT_AUTHORISED,
                                                finding.detail(),
                                                "GDPR art. 28(3), 29",
                                                null,
                                                List.of(Fact.of(FactName.CAUSE, finding)))),
                                List.of(),
                                null));
        assertThat(evaluate(call, given(), objected(NOW))).isEqualTo(verdict);
        assertThat(evaluate(call)).isEqualTo(verdict);
    }

    @Test
    void deniesAProcessorThatNobodyLookedUp() {
        assertThat(codes(evaluate(under(asking(BY_VOIX), null), given())))
                .containsExactly(ReasonCode.PROCESSOR_NOT_AUTHORISED);
    }

    @Test
    void anAgreementWidensNoToken() {
        assertThat(evaluate(asking(BY_STRANGER), given()).reasons().getFirst().detail())
                .isEqualTo(ReasonCode.PROCESSOR_NOT_AUTHORISED.detail());
    }

    @Test
    void theControllerNeedsNoLeaveToActForItself() {
        assertThat(evaluate(under(asking(BY_RHONE), null), given())).isInstanceOf(Allowed.class);
    }

    @Test
    void aCallStartsBeforeTheInstructionEnds() {
        var end = NOW.plusSeconds(5);
        assertThat(evaluate(under(asking(BY_VOIX), covered(end, PROSPECTING_CALL)), given()))
                .isInstanceOfSatisfying(
                        Allowed.class, allowed -> assertThat(allowed.startBy()).isEqualTo(end));
    }

    /** A processor that records for more becomes the controller of it (GDPR art. 28(10)). */
    @Test
    void nothingIsRecordedForAPurposeThatWasNotInstructed() {
        var call = asking(BY_VOIX, FR_2026, List.of(QUALITY, TRAINING), NOW);
        assertThat(evaluate(under(call, covered(null, PROSPECTING_CALL, QUALITY)), given()))
                .isInstanceOfSatisfying(
                        Allowed.class,
                        allowed ->
                                assertThat(allowed.recording())
                                        .extracting(RecordingPermission::purposes)
                                        .isEqualTo(List.of(QUALITY)));
        assertThat(evaluate(under(call, covered(null, PROSPECTING_CALL)), given()))
                .isInstanceOfSatisfying(
                        Allowed.class, allowed -> assertThat(allowed.recording()).isNull());
    }

    /** Two laws have a say: one that leaves it to a review lets nobody call. */
    @Test
    void aReviewByOneLawIsOneByBothUnlessTheOtherDenies() {
        var other = ExampleLaws.pack("2026.9", FR_2026.knownSince(), null, null);
        var call = Examples.askingUnder(List.of(FR_2026, other), BY_ATLAS, List.of(), NOW);
        var review = evaluate(asking(BY_ATLAS), given());
        var allowed = evaluate(asking(BY_VOIX), given());
        var closed =
                evaluate(
                        asking(BY_VOIX, FR_2026, List.of(), Instant.parse("2026-11-24T22:00:00Z")),
                        given());

        assertThat(Strictest.of(call, _ -> List.of(review, allowed))).isInstanceOf(Review.class);
        assertThat(codes(Strictest.of(call, _ -> List.of(review, review))))
                .containsExactly(ReasonCode.CONSENT_SCOPE_MISMATCH);
        assertThat(Strictest.of(call, _ -> List.of(review, closed)))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.nextAllowedAt()).isNull());
    }

    @Test
    void aReviewIsRecordedWithWhatItWasMadeBy() {
        var decided =
                (CallDecided)
                        decider.decide(asking(BY_ATLAS), decider.replay(List.of(given())))
                                .getFirst();
        assertThat(decided.verdict()).isEqualTo(ContactPermissionEvent.Verdict.REVIEW);
        assertThat(decided.recording()).isNull();
        assertThat(decided.startBy()).isNull();
        assertThat(decided.consent()).isNull();
        assertThat(decided.circumstances())
                .extracting(kept -> kept.lookups().mandate())
                .isEqualTo(MANDATE);
    }

    @Test
    void aConsentIsCollectedOnInstructionsOnly() {
        for (var mandate : Arrays.asList(null, found(Finding.COUNTRY))) {
            assertThatExceptionOfType(Rejected.class)
                    .isThrownBy(
                            () ->
                                    decider.decide(
                                            Examples.giving().under(mandate),
                                            ContactPermission.NOTHING_KNOWN))
                    .satisfies(
                            rejected ->
                                    assertThat(rejected.code())
                                            .isEqualTo(ConsentProblem.PROCESSOR_NOT_AUTHORISED));
        }
    }

    private static DecideCall naming(DecideCall call, UUID consent) {
        return Questions.stating(call, new StatedCall(null, null, null, consent, null));
    }

    private static DecideCall under(DecideCall call, @Nullable Mandate mandate) {
        return Questions.under(call, mandate);
    }

    private static Mandate found(Finding finding) {
        return new Mandate(finding, null, null, List.of(), null, UnnamedCallers.REVIEW);
    }

    private static Mandate covered(@Nullable Instant until, Purpose... purposes) {
        return new Mandate(
                Finding.COVERED,
                MANDATE.agreement(),
                1,
                List.of(purposes),
                until,
                UnnamedCallers.REVIEW);
    }

    private static Mandate strict() {
        return new Mandate(
                Finding.COVERED,
                MANDATE.agreement(),
                1,
                List.of(Purpose.values()),
                null,
                UnnamedCallers.DENY);
    }

    private static List<ReasonCode> codes(CallVerdict verdict) {
        return verdict.reasons().stream().map(Reason::code).toList();
    }

    private static CallVerdict evaluate(DecideCall call, ContactPermissionEvent... past) {
        return CallRules.evaluate(call, new ContactPermissionDecider().replay(List.of(past)));
    }
}
