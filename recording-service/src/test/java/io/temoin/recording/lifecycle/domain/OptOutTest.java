// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.Calls.AUDIO;
import static io.temoin.recording.lifecycle.domain.Calls.BY_LAW;
import static io.temoin.recording.lifecycle.domain.Calls.CONTROLLER;
import static io.temoin.recording.lifecycle.domain.Calls.DECIDED;
import static io.temoin.recording.lifecycle.domain.Calls.DECISION;
import static io.temoin.recording.lifecycle.domain.Calls.ENDED;
import static io.temoin.recording.lifecycle.domain.Calls.ID;
import static io.temoin.recording.lifecycle.domain.Calls.KEY;
import static io.temoin.recording.lifecycle.domain.Calls.NOTICE;
import static io.temoin.recording.lifecycle.domain.Calls.NOW;
import static io.temoin.recording.lifecycle.domain.Calls.OTHER_PROCESSOR;
import static io.temoin.recording.lifecycle.domain.Calls.PERMISSION;
import static io.temoin.recording.lifecycle.domain.Calls.PROCESSOR;
import static io.temoin.recording.lifecycle.domain.Calls.RECORDER;
import static io.temoin.recording.lifecycle.domain.Calls.SAID;
import static io.temoin.recording.lifecycle.domain.Calls.STARTED;
import static io.temoin.recording.lifecycle.domain.Calls.erased;
import static io.temoin.recording.lifecycle.domain.Calls.notice;
import static io.temoin.recording.lifecycle.domain.Calls.optedOut;
import static io.temoin.recording.lifecycle.domain.Calls.permission;
import static io.temoin.recording.lifecycle.domain.Calls.quarantined;
import static io.temoin.recording.lifecycle.domain.Calls.refused;
import static io.temoin.recording.lifecycle.domain.Calls.registered;
import static io.temoin.recording.lifecycle.domain.Calls.stored;
import static io.temoin.recording.lifecycle.domain.Calls.uuid;
import static io.temoin.recording.lifecycle.domain.OptOut.Segment.DELETED;
import static io.temoin.recording.lifecycle.domain.OptOut.Segment.KEPT_BY_LAW;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.CALL_TIMES_INVALID;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECEIPT_FOREIGN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_NOT_STORED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_OPTED_OUT;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_QUARANTINED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_REGISTERED_OTHERWISE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.recording.lifecycle.domain.Recording.Barred;
import io.temoin.recording.lifecycle.domain.Recording.Quarantined;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.RecordingCommand.EraseRecording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.FulfilPurpose;
import io.temoin.recording.lifecycle.domain.RecordingCommand.OptOutOfRecording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RegisterRecording;
import io.temoin.recording.lifecycle.domain.RecordingCommand.StoreRecording;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingOptedOut;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRegistered;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A21: the person refuses the recording in the call. */
class OptOutTest {

    private final RecordingDecider decider = new RecordingDecider();
    private final DeciderSpecification<RecordingCommand, Recording, RecordingEvent> recording =
            DeciderSpecification.of(decider);

    @Nested
    class Refusing {

        @Test
        void a21BeforeTheUploadBarsIt() {
            recording.given().when(refuse(PERMISSION)).then(optedOut(DELETED));
            recording
                    .given(optedOut(DELETED))
                    .when(register())
                    .then(refused(RECORDING_OPTED_OUT, NOTICE));
        }

        @Test
        void a21DuringTheUploadBarsWhatIsOnItsWay() {
            recording.given(registered()).when(refuse(null)).then(optedOut(DELETED));
            recording
                    .given(registered(), optedOut(DELETED))
                    .when(new StoreRecording(AUDIO, NOW))
                    .then(refused(RECORDING_OPTED_OUT, null));
        }

        @Test
        void a21SetsWhatIsStoredApartAtOnce() {
            recording
                    .given(registered(), stored())
                    .when(refuse(null))
                    .then(optedOut(DELETED), quarantined(QuarantineReason.OPTED_OUT));
        }

        @Test
        void aRefusalOutweighsAQuarantineThatLeavesTime() {
            recording
                    .given(registered(), stored(), quarantined(QuarantineReason.MINOR))
                    .when(refuse(null))
                    .then(optedOut(DELETED), quarantined(QuarantineReason.OPTED_OUT));
            recording
                    .given(registered(), quarantined(QuarantineReason.MINOR))
                    .when(refuse(null))
                    .then(optedOut(DELETED));
        }

        @Test
        void changesNothingWhenSaidAgain() {
            recording.given(optedOut(DELETED)).when(refuse(PERMISSION)).thenNothing();
            recording
                    .given(
                            registered(),
                            stored(),
                            optedOut(DELETED),
                            quarantined(QuarantineReason.OPTED_OUT))
                    .when(refuse(null))
                    .thenNothing();
            recording.given(registered(), stored(), erased(1_000)).when(refuse(null)).thenNothing();
        }

        @Test
        void a21IsRecordedAndKeepsWhatALawOrdersKept() {
            var ordered = permission(DECISION, PROCESSOR, BY_LAW, false);
            recording.given().when(refuse(ordered)).then(optedOut(KEPT_BY_LAW));
            recording
                    .given(registered(BY_LAW, null))
                    .when(refuse(null))
                    .then(optedOut(KEPT_BY_LAW));
            recording
                    .given(registered(BY_LAW, null), stored())
                    .when(refuse(null))
                    .then(optedOut(KEPT_BY_LAW));
            assertThat(
                            decider.replay(
                                    List.of(
                                            registered(BY_LAW, null),
                                            stored(),
                                            optedOut(KEPT_BY_LAW))))
                    .isInstanceOf(Stored.class);
        }

        /** C. assurances R112-7: two years from the signature, which was not given. */
        @Test
        void a21AMinimumThatHasNotBegunKeepsNothing() {
            var insurance =
                    List.of(
                            new RetentionPreview(
                                    new PurposeCode("INSURANCE_SALE"),
                                    Period.ofYears(2),
                                    "CONTRACT_SIGNED",
                                    "EXACTLY"));
            recording
                    .given()
                    .when(refuse(permission(DECISION, PROCESSOR, insurance, false)))
                    .then(optedOut(DELETED));
        }

        @ParameterizedTest
        @CsvSource({"MANDATORY, END_CALL", "NOTICE_PLUS_OPTOUT, CONTINUE_UNRECORDED"})
        void a21SaysWhatHasToFollowAlsoOfOldRegistrations(String mode, OnRefusal instruction) {
            var old = (RecordingRegistered) registered();
            var events =
                    decider.decide(
                            refuse(null), decider.replay(List.of(withoutRefusal(old, mode))));
            assertThat(events)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            RecordingOptedOut.class,
                            said -> assertThat(said.instruction()).isEqualTo(instruction));
        }
    }

    @Nested
    class Refused {

        @Test
        void withoutAReceiptBeforeTheUpload() {
            recording.given().when(refuse(null)).thenRejected(RECORDING_UNKNOWN);
        }

        @Test
        void toAnotherOrganisation() {
            recording
                    .given()
                    .when(refuse(permission(DECISION, OTHER_PROCESSOR)))
                    .thenRejected(RECEIPT_FOREIGN);
            recording
                    .given(registered())
                    .when(refuse(permission(DECISION, OTHER_PROCESSOR)))
                    .thenRejected(RECEIPT_FOREIGN);
            recording
                    .given(registered())
                    .when(
                            new OptOutOfRecording(
                                    ID,
                                    Calls.of(OTHER_PROCESSOR, Role.DIALER),
                                    null,
                                    OptOut.Channel.KEY,
                                    SAID,
                                    NOW))
                    .thenRejected(RECORDING_UNKNOWN);
        }

        @Test
        void onTheReceiptOfAnotherCall() {
            recording
                    .given(registered())
                    .when(refuse(permission(uuid(99), PROCESSOR)))
                    .thenRejected(RECORDING_REGISTERED_OTHERWISE);
        }

        @Test
        void whenSaidBeforeTheCallOrInTheFuture() {
            recording
                    .given()
                    .when(saidAt(PERMISSION, DECIDED.minusSeconds(6)))
                    .thenRejected(CALL_TIMES_INVALID);
            recording
                    .given(registered())
                    .when(saidAt(null, NOW.plusSeconds(6)))
                    .thenRejected(CALL_TIMES_INVALID);
        }

        @Test
        void whenSaidAfterTheRecordingWhichIsARequestForErasure() {
            recording
                    .given(registered(), stored())
                    .when(saidAt(null, ENDED.plusSeconds(61), NOW.plusSeconds(60)))
                    .thenRejected(CALL_TIMES_INVALID);
        }
    }

    /** Whose refusal is remembered a day later has asked for erasure. */
    @Test
    void a21IsNotTakenMoreThanADayLater() {
        var inTime = saidAt(null, SAID, ENDED.plusSeconds(24 * 3_600));
        assertThat(decider.decide(inTime, decider.replay(List.of(registered(), stored()))))
                .hasSize(2);
        recording
                .given(registered(), stored())
                .when(saidAt(null, SAID, ENDED.plusSeconds(24 * 3_600 + 1)))
                .thenRejected(CALL_TIMES_INVALID);
    }

    @Nested
    class Afterwards {

        private final RecordingEvent[] apart = {
            registered(), stored(), optedOut(DELETED), quarantined(QuarantineReason.OPTED_OUT)
        };

        @Test
        void a21ALaterUploadIsRefused() {
            recording.given(apart).when(register()).then(refused(RECORDING_OPTED_OUT, NOTICE));
            recording.given(apart).when(new StoreRecording(AUDIO, NOW)).thenNothing();
            recording
                    .given(apart)
                    .when(new StoreRecording(new SealedAudio(1, "cd", "audio/wav", KEY), NOW))
                    .then(refused(RECORDING_OPTED_OUT, null));
        }

        @Test
        void itServesNoPurpose() {
            var fulfil =
                    new FulfilPurpose(PurposeCode.QUALITY, Calls.of(CONTROLLER, Role.DPO), NOW);
            recording.given(apart).when(fulfil).thenRejected(RECORDING_QUARANTINED);
            recording
                    .given(registered(), optedOut(DELETED))
                    .when(fulfil)
                    .thenRejected(RECORDING_NOT_STORED);
        }

        @Test
        void itIsErasedAsAnyOther() {
            var erase = new EraseRecording(uuid(9), "PURPOSE_FULFILLED", KEY, "cafe", NOW);
            recording.given(apart).when(erase).then(erased(1_000));
            recording.given(registered(), optedOut(DELETED)).when(erase).then(erased(0));
        }

        @Test
        void eventsThatComeTooLateChangeNoState() {
            var state = decider.replay(List.of(apart));
            assertThat(decider.evolve(state, stored())).isEqualTo(state);
            assertThat(decider.evolve(state, optedOut(DELETED))).isEqualTo(state);
            assertThat(decider.evolve(state, Calls.fulfilled(PurposeCode.QUALITY)))
                    .isEqualTo(state);
            assertThat(decider.evolve(state, quarantined(QuarantineReason.MINOR)))
                    .isInstanceOf(Quarantined.class);
            var barred = decider.replay(List.of(optedOut(DELETED)));
            assertThat(barred).isInstanceOf(Barred.class);
            assertThat(decider.evolve(barred, quarantined(QuarantineReason.MINOR)))
                    .isEqualTo(barred);
            assertThat(decider.evolve(barred, stored())).isEqualTo(barred);
        }

        @Test
        void aRefusalAfterAFlagIsTheReasonFromThenOn() {
            assertThat(
                            decider.replay(
                                    List.of(
                                            registered(),
                                            quarantined(QuarantineReason.MINOR),
                                            optedOut(DELETED))))
                    .isInstanceOfSatisfying(
                            Barred.class,
                            barred ->
                                    assertThat(barred.because())
                                            .isEqualTo(QuarantineReason.OPTED_OUT));
        }

        @Test
        void nothingOfThisBringsAnErasedRecordingBack() {
            var gone = decider.replay(List.of(registered(), stored(), erased(1_000)));
            for (RecordingEvent late :
                    List.of(
                            stored(),
                            optedOut(DELETED),
                            quarantined(QuarantineReason.MINOR),
                            Calls.fulfilled(PurposeCode.QUALITY),
                            erased(1_000))) {
                assertThat(decider.evolve(gone, late)).isEqualTo(gone);
            }
            var unknown = decider.initialState();
            assertThat(decider.evolve(unknown, quarantined(QuarantineReason.MINOR)))
                    .isEqualTo(unknown);
            assertThat(decider.evolve(unknown, erased(0))).isEqualTo(unknown);
        }
    }

    private static RecordingRegistered withoutRefusal(RecordingRegistered event, String mode) {
        return new RecordingRegistered(
                event.recording(),
                event.controller(),
                event.processor(),
                event.subject(),
                event.decision(),
                event.consent(),
                event.callPurpose(),
                mode,
                event.announcement(),
                event.purposes(),
                event.retention(),
                event.startedAt(),
                event.endedAt(),
                event.at(),
                null,
                null);
    }

    private static RecordingCommand register() {
        return new RegisterRecording(
                ID, PERMISSION, notice(PERMISSION), List.of(), RECORDER, STARTED, ENDED, NOW);
    }

    private static RecordingCommand refuse(@Nullable RecordingPermission permission) {
        return saidAt(permission, SAID);
    }

    private static RecordingCommand saidAt(
            @Nullable RecordingPermission permission, Instant saidAt) {
        return saidAt(permission, saidAt, NOW);
    }

    private static RecordingCommand saidAt(
            @Nullable RecordingPermission permission, Instant saidAt, Instant now) {
        return new OptOutOfRecording(ID, RECORDER, permission, OptOut.Channel.KEY, saidAt, now);
    }
}
