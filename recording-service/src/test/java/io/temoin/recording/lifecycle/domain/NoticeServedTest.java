// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.Calls.BY_LAW;
import static io.temoin.recording.lifecycle.domain.Calls.DECISION;
import static io.temoin.recording.lifecycle.domain.Calls.ENDED;
import static io.temoin.recording.lifecycle.domain.Calls.ID;
import static io.temoin.recording.lifecycle.domain.Calls.NOTICE;
import static io.temoin.recording.lifecycle.domain.Calls.NOW;
import static io.temoin.recording.lifecycle.domain.Calls.PERMISSION;
import static io.temoin.recording.lifecycle.domain.Calls.PROCESSOR;
import static io.temoin.recording.lifecycle.domain.Calls.RECORDER;
import static io.temoin.recording.lifecycle.domain.Calls.RETENTION;
import static io.temoin.recording.lifecycle.domain.Calls.SERVED;
import static io.temoin.recording.lifecycle.domain.Calls.STARTED;
import static io.temoin.recording.lifecycle.domain.Calls.notice;
import static io.temoin.recording.lifecycle.domain.Calls.permission;
import static io.temoin.recording.lifecycle.domain.Calls.refused;
import static io.temoin.recording.lifecycle.domain.Calls.registered;
import static io.temoin.recording.lifecycle.domain.Calls.stored;
import static io.temoin.recording.lifecycle.domain.Calls.uuid;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.NOTICE_FOREIGN;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.NOTICE_NOT_SERVED;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDED_BEFORE_NOTICE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDED_BEFORE_YES;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_OPTED_OUT;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.YES_NOT_SAID;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RegisterRecording;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposesEnded;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRegistered;
import io.temoin.recording.lifecycle.domain.ServedNotice.Answer;
import io.temoin.recording.lifecycle.domain.ServedNotice.Word;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A21: no recording without a notice that was served, and none before the yes it waits for. */
class NoticeServedTest {

    /** Thirty seconds for the notice, five for the clocks. */
    private static final Instant SERVED_JUST_IN_TIME = STARTED.plusSeconds(35);

    private final DeciderSpecification<RecordingCommand, Recording, RecordingEvent> recording =
            DeciderSpecification.of(new RecordingDecider(Calls.PARIS));

    @Nested
    class WithANotice {

        @Test
        void a21KeepsWhatThePersonWasTold() {
            recording.given().when(register(PERMISSION, notice(PERMISSION))).then(registered());
        }

        @Test
        void a21IsRefusedWithoutOne() {
            recording
                    .given()
                    .when(register(PERMISSION, null))
                    .then(refused(NOTICE_NOT_SERVED, null));
        }

        @Test
        void a21IsRefusedWithoutOneThoughItWasRegistered() {
            recording
                    .given(registered())
                    .when(register(PERMISSION, null))
                    .then(refused(NOTICE_NOT_SERVED, null));
        }

        @Test
        void aRefusalDoesNotBarTheSameAudioWithItsNotice() {
            recording
                    .given(refused(NOTICE_NOT_SERVED, null))
                    .when(register(PERMISSION, notice(PERMISSION)))
                    .then(registered());
        }

        @Test
        void whatIsStoredStaysStoredWhenTheUploadIsRepeatedWithoutOne() {
            recording.given(registered(), stored()).when(register(PERMISSION, null)).thenNothing();
        }

        @ParameterizedTest
        @MethodSource("io.temoin.recording.lifecycle.domain.NoticeServedTest#ofOtherCalls")
        void a21IsRefusedWithThatOfAnotherCall(ServedNotice foreign) {
            recording
                    .given()
                    .when(register(PERMISSION, foreign))
                    .then(refused(NOTICE_FOREIGN, NOTICE));
        }

        @Test
        void theAudioMayHoldTheNoticeItself() {
            ServedNotice justInTime = notice(PERMISSION, SERVED_JUST_IN_TIME, null);
            assertThat(decide(register(PERMISSION, justInTime)))
                    .singleElement()
                    .isInstanceOf(RecordingRegistered.class);
        }

        @Test
        void a21IsRefusedWhenTheAudioBeganBeforeIt() {
            recording
                    .given()
                    .when(
                            register(
                                    PERMISSION,
                                    notice(PERMISSION, SERVED_JUST_IN_TIME.plusSeconds(1), null)))
                    .then(refused(RECORDED_BEFORE_NOTICE, NOTICE));
        }

        @Test
        void a21IsRefusedWhenThePersonSaidNoToIt() {
            recording
                    .given()
                    .when(register(PERMISSION, answered(PERMISSION, Word.NO)))
                    .then(refused(RECORDING_OPTED_OUT, NOTICE));
        }

        /** MiFID II art. 16(7) orders the recording, not its use for quality and training. */
        @Test
        void a21ANoEndsWhatMayBeRefusedWhereALawOrdersTheRecordingKept() {
            RecordingPermission ordered = Calls.orderedByLaw();
            RecordingEvent registered = registered(Calls.ORDERS, BY_LAW, null);
            RecordingEvent ended =
                    new PurposesEnded(
                            ID,
                            Calls.CONTROLLER,
                            PROCESSOR,
                            Calls.SUBJECT,
                            DECISION,
                            Calls.CONSENT,
                            QuarantineReason.OPTED_OUT,
                            NOTICE,
                            List.of(PurposeCode.QUALITY, PurposeCode.TRAINING),
                            List.of(Calls.INVESTMENT_ORDER),
                            NOW);
            RecordingCommand no = register(ordered, answered(ordered, Word.NO));
            recording.given().when(no).then(registered(Calls.ORDERS, BY_LAW, STARTED), ended);
            recording.given(registered).when(no).then(ended);
            recording.given(registered, ended).when(no).thenNothing();
        }
    }

    @Nested
    class FromTheYesOn {

        private final RecordingPermission permission =
                permission(DECISION, PROCESSOR, RETENTION, true);

        @Test
        void a21RecordsOnceItIsSaid() {
            recording
                    .given()
                    .when(register(permission, answered(permission, Word.YES)))
                    .then(registered(RETENTION, STARTED));
        }

        @Test
        void a21IsRefusedWithoutAnAnswer() {
            recording
                    .given()
                    .when(register(permission, notice(permission)))
                    .then(refused(YES_NOT_SAID, NOTICE));
        }

        @Test
        void a21IsRefusedOnANo() {
            recording
                    .given()
                    .when(register(permission, answered(permission, Word.NO)))
                    .then(refused(YES_NOT_SAID, NOTICE));
        }

        @Test
        void a21IsRefusedWhenTheAudioBeganBeforeIt() {
            recording
                    .given()
                    .when(
                            register(
                                    permission,
                                    notice(
                                            permission,
                                            SERVED,
                                            new Answer(Word.YES, STARTED.plusSeconds(6)))))
                    .then(refused(RECORDED_BEFORE_YES, NOTICE));
        }

        @Test
        void mayBeginLongAfterTheCallDid() {
            Instant late = STARTED.plusSeconds(120);
            ServedNotice served = notice(permission, SERVED, new Answer(Word.YES, late));
            assertThat(
                            decide(
                                    new RegisterRecording(
                                            ID,
                                            permission,
                                            served,
                                            List.of(),
                                            RECORDER,
                                            late,
                                            ENDED,
                                            NOW)))
                    .singleElement()
                    .isInstanceOf(RecordingRegistered.class);
        }
    }

    static Stream<ServedNotice> ofOtherCalls() {
        return Stream.of(
                notice(permission(uuid(99), PROCESSOR)),
                notice(permission(DECISION, Calls.OTHER_PROCESSOR)),
                with("FR-ANNOUNCEMENT-2", Calls.CONTROLLER, Calls.SUBJECT),
                with("FR-ANNOUNCEMENT-1", new PartyId("loire-assurance"), Calls.SUBJECT),
                with("FR-ANNOUNCEMENT-1", Calls.CONTROLLER, new SubjectId("f".repeat(32))));
    }

    private static ServedNotice with(String announcement, PartyId controller, SubjectId subject) {
        return new ServedNotice(
                NOTICE,
                DECISION,
                controller,
                PROCESSOR,
                subject,
                announcement,
                Calls.TEXT_HASH,
                "fr",
                SERVED,
                null);
    }

    private static ServedNotice answered(RecordingPermission permission, Word word) {
        return notice(permission, SERVED, new Answer(word, STARTED));
    }

    private static List<RecordingEvent> decide(RecordingCommand command) {
        RecordingDecider decider = new RecordingDecider(Calls.PARIS);
        return decider.decide(command, decider.initialState());
    }

    private static RecordingCommand register(
            RecordingPermission permission, @Nullable ServedNotice notice) {
        return new RegisterRecording(
                ID, permission, notice, List.of(), RECORDER, STARTED, ENDED, NOW);
    }
}
