// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.Calls.AUDIO;
import static io.temoin.recording.lifecycle.domain.Calls.CONTROLLER;
import static io.temoin.recording.lifecycle.domain.Calls.DECIDED;
import static io.temoin.recording.lifecycle.domain.Calls.DECISION;
import static io.temoin.recording.lifecycle.domain.Calls.ENDED;
import static io.temoin.recording.lifecycle.domain.Calls.HORIZON;
import static io.temoin.recording.lifecycle.domain.Calls.ID;
import static io.temoin.recording.lifecycle.domain.Calls.KEY;
import static io.temoin.recording.lifecycle.domain.Calls.NOW;
import static io.temoin.recording.lifecycle.domain.Calls.OTHER_PROCESSOR;
import static io.temoin.recording.lifecycle.domain.Calls.PERMISSION;
import static io.temoin.recording.lifecycle.domain.Calls.PROCESSOR;
import static io.temoin.recording.lifecycle.domain.Calls.PROOF;
import static io.temoin.recording.lifecycle.domain.Calls.RECORDER;
import static io.temoin.recording.lifecycle.domain.Calls.STARTED;
import static io.temoin.recording.lifecycle.domain.Calls.erased;
import static io.temoin.recording.lifecycle.domain.Calls.fulfilled;
import static io.temoin.recording.lifecycle.domain.Calls.notice;
import static io.temoin.recording.lifecycle.domain.Calls.permission;
import static io.temoin.recording.lifecycle.domain.Calls.registered;
import static io.temoin.recording.lifecycle.domain.Calls.stored;
import static io.temoin.recording.lifecycle.domain.Calls.uuid;
import static io.temoin.recording.lifecycle.domain.PurposeCode.QUALITY;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.CALL_TIMES_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.NOT_THE_CONTROLLER;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.PURPOSE_UNKNOWN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_EXPIRED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_FOREIGN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ALREADY_STORED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_ERASED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_NOT_STORED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_REGISTERED_OTHERWISE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_UNKNOWN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.UPLOAD_ABANDONED;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.recording.lifecycle.domain.RecordingCommand.AbandonUpload;
import io.temoin.recording.lifecycle.domain.RecordingCommand.EraseRecording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.FulfilPurpose;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RegisterRecording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.StoreRecording;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RecordingDeciderTest {

    private final DeciderSpecification<RecordingCommand, Recording, RecordingEvent> recording =
            DeciderSpecification.of(new RecordingDecider(Calls.PARIS));

    @Nested
    class Registering {

        @Test
        void recordsWhatTheReceiptAllows() {
            recording.given().when(register(PERMISSION)).then(registered());
        }

        @Test
        void changesNothingWhenRepeated() {
            recording.given(registered()).when(register(PERMISSION)).thenNothing();
        }

        @Test
        void changesNothingOnceTheAudioIsStored() {
            recording.given(registered(), stored()).when(register(PERMISSION)).thenNothing();
        }

        @Test
        void isRefusedOnTheReceiptOfAnotherCall() {
            recording
                    .given(registered())
                    .when(register(permission(uuid(99), PROCESSOR)))
                    .thenRejected(RECORDING_REGISTERED_OTHERWISE);
        }

        @Test
        void isRefusedOnTheReceiptOfAnotherCallOnceStored() {
            recording
                    .given(registered(), stored())
                    .when(register(permission(uuid(99), PROCESSOR)))
                    .thenRejected(RECORDING_REGISTERED_OTHERWISE);
        }

        @Test
        void isRefusedWhenAnotherProcessorRegisteredIt() {
            recording
                    .given(registered())
                    .when(
                            new RegisterRecording(
                                    ID,
                                    permission(DECISION, OTHER_PROCESSOR),
                                    notice(permission(DECISION, OTHER_PROCESSOR)),
                                    List.of(),
                                    Calls.of(OTHER_PROCESSOR, Role.RECORDER),
                                    STARTED,
                                    ENDED,
                                    NOW))
                    .thenRejected(RECORDING_REGISTERED_OTHERWISE);
        }

        @Test
        void isRefusedOnceErased() {
            recording
                    .given(registered(), erased(0))
                    .when(register(PERMISSION))
                    .thenRejected(RECORDING_ERASED);
        }

        @Test
        void isRefusedOnAReceiptGivenToAnotherOrganisation() {
            recording
                    .given()
                    .when(register(permission(DECISION, OTHER_PROCESSOR)))
                    .thenRejected(RECEIPT_FOREIGN);
        }

        @Test
        void isRefusedWhenTheCallBeganBeforeItsDecision() {
            recording
                    .given()
                    .when(between(DECIDED.minusSeconds(6), ENDED))
                    .thenRejected(RECEIPT_INVALID);
        }

        @Test
        void isRefusedWhenTheCallBeganAfterItsDecisionExpired() {
            recording
                    .given()
                    .when(between(DECIDED.plusSeconds(91), ENDED))
                    .thenRejected(RECEIPT_EXPIRED);
        }

        @Test
        void isRefusedWhenTheCallEndedBeforeItBegan() {
            recording
                    .given()
                    .when(between(STARTED, STARTED.minusSeconds(1)))
                    .thenRejected(CALL_TIMES_INVALID);
        }

        @Test
        void isRefusedWhenTheCallHasNotEnded() {
            recording
                    .given()
                    .when(between(STARTED, NOW.plusSeconds(6)))
                    .thenRejected(CALL_TIMES_INVALID);
        }

        private RecordingCommand register(RecordingPermission permission) {
            return new RegisterRecording(
                    ID, permission, notice(permission), List.of(), RECORDER, STARTED, ENDED, NOW);
        }

        private RecordingCommand between(Instant startedAt, Instant endedAt) {
            return new RegisterRecording(
                    ID,
                    PERMISSION,
                    notice(PERMISSION),
                    List.of(),
                    RECORDER,
                    startedAt,
                    endedAt,
                    NOW);
        }
    }

    @Nested
    class Storing {

        @Test
        void keepsTheAudioOfARegisteredRecording() {
            recording.given(registered()).when(new StoreRecording(AUDIO, NOW)).then(stored());
        }

        @Test
        void changesNothingWhenTheSameAudioComesTwice() {
            recording
                    .given(registered(), stored())
                    .when(new StoreRecording(audio(1_000, "ab12"), NOW))
                    .thenNothing();
        }

        @Test
        void isRefusedForOtherAudio() {
            recording
                    .given(registered(), stored())
                    .when(new StoreRecording(audio(1_000, "cd34"), NOW))
                    .thenRejected(RECORDING_ALREADY_STORED);
        }

        @Test
        void isRefusedForAudioOfAnotherLength() {
            recording
                    .given(registered(), stored())
                    .when(new StoreRecording(audio(999, "ab12"), NOW))
                    .thenRejected(RECORDING_ALREADY_STORED);
        }

        @Test
        void isRefusedForAnUnknownRecording() {
            recording.given().when(new StoreRecording(AUDIO, NOW)).thenRejected(RECORDING_UNKNOWN);
        }

        @Test
        void isRefusedOnceErased() {
            recording
                    .given(registered(), erased(0))
                    .when(new StoreRecording(AUDIO, NOW))
                    .thenRejected(RECORDING_ERASED);
        }

        private SealedAudio audio(long length, String sha256) {
            return new SealedAudio(length, sha256, "audio/wav", uuid(77));
        }
    }

    @Nested
    class Fulfilling {

        @Test
        void endsAPurpose() {
            recording
                    .given(registered(), stored())
                    .when(fulfil(QUALITY, Calls.of(CONTROLLER, Role.BUSINESS_SYSTEM)))
                    .then(fulfilled(QUALITY));
        }

        @Test
        void changesNothingWhenRepeated() {
            recording
                    .given(registered(), stored(), fulfilled(QUALITY))
                    .when(fulfil(QUALITY, Calls.of(CONTROLLER, Role.BUSINESS_SYSTEM)))
                    .thenNothing();
        }

        @Test
        void isRefusedForAPurposeTheRecordingDoesNotServe() {
            recording
                    .given(registered(), stored())
                    .when(
                            fulfil(
                                    PurposeCode.EVALUATION,
                                    Calls.of(CONTROLLER, Role.BUSINESS_SYSTEM)))
                    .thenRejected(PURPOSE_UNKNOWN);
        }

        @Test
        void isRefusedForAnUnknownRecording() {
            recording
                    .given()
                    .when(fulfil(QUALITY, Calls.of(CONTROLLER, Role.DPO)))
                    .thenRejected(RECORDING_UNKNOWN);
        }

        @Test
        void isRefusedBeforeThereIsAudio() {
            recording
                    .given(registered())
                    .when(fulfil(QUALITY, Calls.of(CONTROLLER, Role.DPO)))
                    .thenRejected(RECORDING_NOT_STORED);
        }

        @Test
        void isRefusedOnceErased() {
            recording
                    .given(registered(), stored(), erased(1_000))
                    .when(fulfil(QUALITY, Calls.of(CONTROLLER, Role.DPO)))
                    .thenRejected(RECORDING_ERASED);
        }

        @Test
        void showsAStrangerNothing() {
            recording
                    .given(registered(), stored(), erased(1_000))
                    .when(fulfil(QUALITY, Calls.of(OTHER_PROCESSOR, Role.DPO)))
                    .thenRejected(RECORDING_UNKNOWN);
        }

        /** A processor must not have what speaks of its own calls destroyed. */
        @Test
        void ofWhatIsKeptForTheControllerIsSaidByTheControllerAlone() {
            for (Role role : List.of(Role.BUSINESS_SYSTEM, Role.SUPERVISOR, Role.DPO)) {
                recording
                        .given(registered(), stored())
                        .when(fulfil(PROOF, Calls.of(PROCESSOR, role)))
                        .thenRejected(NOT_THE_CONTROLLER);
            }
            recording
                    .given(registered(), stored())
                    .when(fulfil(PROOF, Calls.of(CONTROLLER, Role.BUSINESS_SYSTEM)))
                    .then(fulfilled(PROOF));
            recording
                    .given(registered(), stored())
                    .when(
                            fulfil(
                                    PROOF,
                                    new Requester(
                                            "person-9",
                                            new PartyId("helios"),
                                            Set.of(),
                                            Set.of(Role.DPO),
                                            true)))
                    .then(fulfilled(PROOF));
        }

        @Test
        void ofWorkOnTheFloorIsSaidByTheProcessorToo() {
            recording
                    .given(registered(), stored())
                    .when(fulfil(QUALITY, Calls.of(PROCESSOR, Role.SUPERVISOR)))
                    .then(fulfilled(QUALITY));
        }

        private RecordingCommand fulfil(PurposeCode purpose, Requester requester) {
            return new FulfilPurpose(purpose, requester, NOW);
        }
    }

    @Nested
    class Abandoning {

        private final RecordingEvent abandoned = Calls.abandoned();

        @Test
        void takesNoAudioFromThenOn() {
            recording.given(registered()).when(abandon()).then(abandoned);
            recording
                    .given(registered(), abandoned)
                    .when(new StoreRecording(AUDIO, NOW))
                    .then(Calls.refused(UPLOAD_ABANDONED, null));
            recording
                    .given(registered(), abandoned)
                    .when(EndedRecordings.upload(PERMISSION))
                    .then(Calls.refused(UPLOAD_ABANDONED, Calls.NOTICE));
            recording.given(registered(), abandoned).when(abandon()).thenNothing();
        }

        @Test
        void leavesWhatIsStoredAndWhatIsGone() {
            recording.given(registered(), stored()).when(abandon()).thenNothing();
            recording.given(registered(), stored(), abandoned).when(abandon()).thenNothing();
            recording.given(registered(), erased(0)).when(abandon()).thenNothing();
            recording
                    .given(registered(), stored(), Calls.quarantined(QuarantineReason.MINOR))
                    .when(abandon())
                    .thenNothing();
        }

        @Test
        void isRefusedForAnUnknownRecording() {
            recording.given().when(abandon()).thenRejected(RECORDING_UNKNOWN);
        }

        private RecordingCommand abandon() {
            return new AbandonUpload(NOW);
        }
    }

    @Nested
    class Erasing {

        @Test
        void saysHowMuchAudioIsGone() {
            recording.given(registered(), stored()).when(erase()).then(erased(1_000));
        }

        @Test
        void endsARegistrationWhoseAudioNeverCame() {
            recording.given(registered()).when(erase()).then(erased(0));
        }

        @Test
        void changesNothingWhenRepeated() {
            recording.given(registered(), stored(), erased(1_000)).when(erase()).thenNothing();
        }

        @Test
        void isRefusedForAnUnknownRecording() {
            recording.given().when(erase()).thenRejected(RECORDING_UNKNOWN);
        }

        private RecordingCommand erase() {
            return new EraseRecording(uuid(9), "PURPOSE_FULFILLED", KEY, "cafe", HORIZON, NOW);
        }
    }
}
