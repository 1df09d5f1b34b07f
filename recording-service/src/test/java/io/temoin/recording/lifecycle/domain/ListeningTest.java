// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.Calls.CONSENT;
import static io.temoin.recording.lifecycle.domain.Calls.CONTROLLER;
import static io.temoin.recording.lifecycle.domain.Calls.DECISION;
import static io.temoin.recording.lifecycle.domain.Calls.ID;
import static io.temoin.recording.lifecycle.domain.Calls.NOW;
import static io.temoin.recording.lifecycle.domain.Calls.OTHER_PROCESSOR;
import static io.temoin.recording.lifecycle.domain.Calls.PROCESSOR;
import static io.temoin.recording.lifecycle.domain.Calls.PROOF;
import static io.temoin.recording.lifecycle.domain.Calls.SUBJECT;
import static io.temoin.recording.lifecycle.domain.Calls.erased;
import static io.temoin.recording.lifecycle.domain.Calls.fulfilled;
import static io.temoin.recording.lifecycle.domain.Calls.registered;
import static io.temoin.recording.lifecycle.domain.Calls.stored;
import static io.temoin.recording.lifecycle.domain.Calls.uuid;
import static io.temoin.recording.lifecycle.domain.PurposeCode.EVALUATION;
import static io.temoin.recording.lifecycle.domain.PurposeCode.QUALITY;
import static io.temoin.recording.lifecycle.domain.PurposeCode.TRAINING;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.PURPOSE_NOT_ALIVE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ERASED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_NOT_STORED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_UNKNOWN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RESTRICTED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.ROLE_NOT_ALLOWED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RequestListening;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningGranted;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningGranted.Grantee;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningRefused;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may listen: a refusal is an event like a grant, because who tries is worth knowing. */
class ListeningTest {

    private static final AccessReason REASON =
            new AccessReason(AccessReason.Code.COMPLAINT, "TCK-2026-1187");
    private static final AccessReason CLAIM =
            new AccessReason(AccessReason.Code.LEGAL_CLAIM, "RG-26-00412");
    private static final Requester SUPERVISOR = Calls.of(PROCESSOR, Role.SUPERVISOR);
    private static final Requester DPO = Calls.of(CONTROLLER, Role.DPO);

    private final DeciderSpecification<RecordingCommand, Recording, RecordingEvent> recording =
            DeciderSpecification.of(new RecordingDecider(Calls.PARIS));

    @ParameterizedTest
    @CsvSource({
        "SUPERVISOR, QUALITY",
        "SUPERVISOR, TRAINING",
        "QUALITY_ANALYST, QUALITY",
        "DPO, QUALITY",
        "DPO, CONTRACT_PROOF"
    })
    void isGrantedToARoleForItsPurposes(Role role, String purpose) {
        recording
                .given(registered(), stored())
                .when(asks(Calls.of(CONTROLLER, role), new PurposeCode(purpose), NOW))
                .then(granted(Calls.of(CONTROLLER, role), new PurposeCode(purpose), NOW));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"SUPERVISOR", "QUALITY_ANALYST", "DPO"},
            mode = EnumSource.Mode.EXCLUDE)
    void isRefusedToEveryOtherRole(Role role) {
        recording
                .given(registered(), stored())
                .when(asks(Calls.of(CONTROLLER, role), QUALITY, NOW))
                .then(refused(ROLE_NOT_ALLOWED, QUALITY, NOW));
    }

    /** C. assurances R112-7: only agents of the ACPR and the DGCCRF have access. */
    @ParameterizedTest
    @CsvSource({"INSURANCE_SALE", "INSURANCE_NO_SALE"})
    void isReservedToAuthoritiesForInsuranceSales(String code) {
        PurposeCode purpose = new PurposeCode(code);
        for (Role role : Role.values()) {
            Requester requester = Calls.of(CONTROLLER, role);
            var asked =
                    recording
                            .given(registeredFor(purpose), stored())
                            .when(asks(requester, purpose, NOW));
            if (role == Role.AUTHORITY) {
                asked.then(granted(requester, purpose, NOW));
            } else {
                asked.then(refused(ROLE_NOT_ALLOWED, purpose, NOW));
            }
        }
    }

    /** An inspector hears what a law requires, and nothing else; the DPO hears orders, too. */
    @ParameterizedTest
    @CsvSource({
        "AUTHORITY, INVESTMENT_ORDER, true",
        "DPO, INVESTMENT_ORDER, true",
        "SUPERVISOR, INVESTMENT_ORDER, false",
        "AUTHORITY, QUALITY, false",
        "AUTHORITY, CONTRACT_PROOF, false"
    })
    void isGrantedToAuthoritiesForWhatALawHasRecorded(Role role, String code, boolean granted) {
        PurposeCode purpose = new PurposeCode(code);
        Requester requester = Calls.of(CONTROLLER, role);
        var asked =
                recording
                        .given(registeredFor(purpose), stored())
                        .when(asks(requester, purpose, NOW));
        if (granted) {
            asked.then(granted(requester, purpose, NOW));
        } else {
            asked.then(refused(ROLE_NOT_ALLOWED, purpose, NOW));
        }
    }

    @Test
    void isRefusedToTheFloorForProof() {
        recording
                .given(registered(), stored())
                .when(asks(SUPERVISOR, PROOF, NOW))
                .then(refused(ROLE_NOT_ALLOWED, PROOF, NOW));
    }

    @Test
    void isGrantedToTheProcessorThatMadeTheCall() {
        recording
                .given(registered(), stored())
                .when(asks(SUPERVISOR, TRAINING, NOW))
                .then(granted(SUPERVISOR, TRAINING, NOW));
    }

    @Test
    void isHiddenFromAnotherProcessorOfTheSameController() {
        recording
                .given(registered(), stored())
                .when(asks(Calls.of(OTHER_PROCESSOR, Role.SUPERVISOR), QUALITY, NOW))
                .then(UNKNOWN);
    }

    @Test
    void isHiddenFromAProcessorThatNoLongerWorksForTheController() {
        Requester dismissed =
                new Requester("person-1", PROCESSOR, Set.of(), Set.of(Role.SUPERVISOR));
        recording.given(registered(), stored()).when(asks(dismissed, QUALITY, NOW)).then(UNKNOWN);
    }

    /** D12: what a person contests is heard to verify it, by the controller's DPO alone. */
    @Test
    void isGrantedForThePassageThatAnOpenRequestContests() {
        var contested = Passage.around(uuid(31), 4_000, 9_000);
        var why = new AccessReason(AccessReason.Code.DATA_SUBJECT_REQUEST, uuid(31).toString());
        var restricted = RestrictionTest.restricted(uuid(31));

        assertThat(contested).isEqualTo(new Passage(uuid(31), 1_000, 12_000L));
        assertThat(Passage.around(uuid(31), 2_000, 4_000).fromMs()).isZero();
        recording
                .given(registered(), stored(), restricted)
                .when(verifies(DPO, why, contested))
                .then(granted(DPO, why, contested));
        // Without it, by another one, for another reason, or of a request that has ended.
        recording
                .given(registered(), stored(), restricted)
                .when(verifies(DPO, why, null))
                .then(refused(RESTRICTED, QUALITY, why));
        recording
                .given(registered(), stored(), restricted)
                .when(verifies(SUPERVISOR, why, contested))
                .then(refused(RESTRICTED, QUALITY, why));
        recording
                .given(registered(), stored(), restricted)
                .when(verifies(Calls.of(PROCESSOR, Role.DPO), why, contested))
                .then(refused(RESTRICTED, QUALITY, why));
        recording
                .given(registered(), stored(), restricted)
                .when(verifies(DPO, REASON, contested))
                .then(refused(RESTRICTED, QUALITY, REASON));
        recording
                .given(registered(), stored(), RestrictionTest.restricted(uuid(32)))
                .when(verifies(DPO, why, contested))
                .then(refused(RESTRICTED, QUALITY, why));
    }

    private static RecordingCommand verifies(
            Requester requester, AccessReason reason, @Nullable Passage contested) {
        return new RequestListening(
                ID, uuid(5), requester, QUALITY, reason, contested, NOW.plusSeconds(300), NOW);
    }

    private static RecordingEvent granted(Requester to, AccessReason reason, Passage passage) {
        return new ListeningGranted(
                ID,
                CONTROLLER,
                SUBJECT,
                DECISION,
                CONSENT,
                uuid(5),
                QUALITY,
                reason,
                NOW.plusSeconds(300),
                NOW,
                new Grantee(to.actor(), to.organisation()),
                passage);
    }

    /** GDPR art. 18(2): what is restricted may still serve a legal claim. */
    @Test
    void isGrantedToTheDpoForALegalClaimThoughRestricted() {
        var restricted = RestrictionTest.restricted(uuid(31));
        recording
                .given(registered(), stored(), restricted)
                .when(asks(DPO, QUALITY, CLAIM))
                .then(granted(DPO, QUALITY, CLAIM));
        recording
                .given(registered(), stored(), restricted)
                .when(asks(DPO, QUALITY, REASON))
                .then(refused(RESTRICTED, QUALITY, REASON));
        recording
                .given(registered(), stored(), restricted)
                .when(asks(SUPERVISOR, QUALITY, CLAIM))
                .then(refused(ROLE_NOT_ALLOWED, QUALITY, CLAIM));
        recording
                .given(registered(), stored(), restricted)
                .when(asks(Calls.of(PROCESSOR, Role.DPO), QUALITY, CLAIM))
                .then(refused(ROLE_NOT_ALLOWED, QUALITY, CLAIM));
        recording
                .given(registered(), stored(), restricted, fulfilled(QUALITY))
                .when(asks(DPO, QUALITY, CLAIM))
                .then(refused(PURPOSE_NOT_ALIVE, QUALITY, CLAIM));
    }

    /** The reason is the controller's DPO's, whether anything is restricted or not. */
    @Test
    void isRefusedToOthersForALegalClaim() {
        recording
                .given(registered(), stored())
                .when(asks(SUPERVISOR, QUALITY, CLAIM))
                .then(refused(ROLE_NOT_ALLOWED, QUALITY, CLAIM));
        recording
                .given(registered(), stored())
                .when(asks(DPO, QUALITY, CLAIM))
                .then(granted(DPO, QUALITY, CLAIM));
    }

    @Test
    void isRefusedForAPurposeTheRecordingDoesNotServe() {
        recording
                .given(registered(), stored())
                .when(asks(DPO, EVALUATION, NOW))
                .then(refused(PURPOSE_NOT_ALIVE, EVALUATION, NOW));
    }

    @Test
    void isRefusedOnceThePurposeIsFulfilled() {
        recording
                .given(registered(), stored(), fulfilled(QUALITY))
                .when(asks(DPO, QUALITY, NOW))
                .then(refused(PURPOSE_NOT_ALIVE, QUALITY, NOW));
    }

    @Test
    void isStillGrantedForAnotherPurpose() {
        recording
                .given(registered(), stored(), fulfilled(QUALITY))
                .when(asks(DPO, TRAINING, NOW))
                .then(granted(DPO, TRAINING, NOW));
    }

    /** Of six months from 24 November: with the end of 24 May where the controller is. */
    @Test
    void isRefusedOnceTheLastDayOfThePromisedPeriodIsOver() {
        Instant midnight = Instant.parse("2027-05-24T22:00:00Z");
        recording
                .given(registered(), stored())
                .when(asks(DPO, QUALITY, midnight))
                .then(refused(PURPOSE_NOT_ALIVE, QUALITY, midnight));
    }

    @Test
    void isGrantedToTheEndOfTheLastDayOfThePromisedPeriod() {
        Instant justBefore = Instant.parse("2027-05-24T21:59:59Z");
        recording
                .given(registered(), stored())
                .when(asks(DPO, QUALITY, justBefore))
                .then(granted(DPO, QUALITY, justBefore));
    }

    @Test
    void isRefusedForAnUnknownRecording() {
        recording
                .given()
                .when(asks(DPO, QUALITY, NOW))
                .then(
                        new ListeningRefused(
                                ID,
                                null,
                                null,
                                null,
                                null,
                                RECORDING_UNKNOWN,
                                QUALITY,
                                REASON,
                                NOW));
    }

    @Test
    void leavesAnUnknownRecordingUnknown() {
        RecordingEvent tried =
                new ListeningRefused(
                        ID, null, null, null, null, RECORDING_UNKNOWN, QUALITY, REASON, NOW);
        recording
                .given(tried, fulfilled(QUALITY), erased(0))
                .when(new RecordingCommand.StoreRecording(Calls.AUDIO, NOW))
                .thenRejected(RECORDING_UNKNOWN);
    }

    @Test
    void isRefusedBeforeThereIsAudio() {
        recording
                .given(registered())
                .when(asks(DPO, QUALITY, NOW))
                .then(refused(RECORDING_NOT_STORED, QUALITY, NOW));
    }

    @Test
    void isRefusedOnceErased() {
        recording
                .given(registered(), stored(), erased(1_000), fulfilled(QUALITY), erased(1_000))
                .when(asks(DPO, QUALITY, NOW))
                .then(refused(RECORDING_ERASED, QUALITY, NOW));
    }

    @Test
    void showsAStrangerNothingOfWhatWas() {
        recording
                .given(registered(), stored(), erased(1_000))
                .when(asks(Calls.of(OTHER_PROCESSOR, Role.DPO), QUALITY, NOW))
                .then(UNKNOWN);
    }

    @Test
    void leavesTheRecordingAsItWas() {
        recording
                .given(registered(), stored(), granted(DPO, QUALITY, NOW))
                .when(asks(DPO, QUALITY, NOW))
                .then(granted(DPO, QUALITY, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "-x",
        "two words",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    })
    void takesAReferenceNotASentence(String reference) {
        assertThatThrownBy(() -> new AccessReason(AccessReason.Code.DISPUTE, reference))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesPartiesAndPurposesInOneForm() {
        assertThatThrownBy(() -> new PartyId("Rhône Télécom"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PurposeCode("quality"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Of a call that is recorded for that alone, and for quality. */
    private static RecordingEvent registeredFor(PurposeCode purpose) {
        return Calls.registered(
                List.of(QUALITY, PROOF, purpose),
                List.of(
                        new RetentionPreview(
                                purpose,
                                Period.ofYears(2),
                                "CONTRACT_SIGNED",
                                "EXACTLY",
                                LegalBasis.LEGAL_OBLIGATION)),
                null);
    }

    private static RecordingCommand asks(Requester requester, PurposeCode purpose, Instant now) {
        return new RequestListening(
                ID, uuid(5), requester, purpose, REASON, null, now.plusSeconds(300), now);
    }

    private static RecordingCommand asks(
            Requester requester, PurposeCode purpose, AccessReason reason) {
        return new RequestListening(
                ID, uuid(5), requester, purpose, reason, null, NOW.plusSeconds(300), NOW);
    }

    private static RecordingEvent granted(Requester to, PurposeCode purpose, AccessReason reason) {
        return new ListeningGranted(
                ID,
                CONTROLLER,
                SUBJECT,
                DECISION,
                CONSENT,
                uuid(5),
                purpose,
                reason,
                NOW.plusSeconds(300),
                NOW,
                new Grantee(to.actor(), to.organisation()),
                null);
    }

    private static RecordingEvent refused(
            RecordingProblem code, PurposeCode purpose, AccessReason reason) {
        return new ListeningRefused(
                ID, CONTROLLER, SUBJECT, DECISION, CONSENT, code, purpose, reason, NOW);
    }

    private static RecordingEvent granted(Requester to, PurposeCode purpose, Instant now) {
        return new ListeningGranted(
                ID,
                CONTROLLER,
                SUBJECT,
                DECISION,
                CONSENT,
                uuid(5),
                purpose,
                REASON,
                now.plusSeconds(300),
                now,
                new Grantee(to.actor(), to.organisation()),
                null);
    }

    /** What whoever asked will read of it: nothing of the call. */
    private static final RecordingEvent UNKNOWN =
            new ListeningRefused(
                    ID, null, null, null, null, RECORDING_UNKNOWN, QUALITY, REASON, NOW);

    private static RecordingEvent refused(RecordingProblem code, PurposeCode purpose, Instant now) {
        return new ListeningRefused(
                ID, CONTROLLER, SUBJECT, DECISION, CONSENT, code, purpose, REASON, now);
    }
}
