// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.OwnerService.AUDIT;
import static io.temoin.retention.rights.domain.OwnerService.CONSENT;
import static io.temoin.retention.rights.domain.OwnerService.RECORDING;
import static io.temoin.retention.rights.domain.OwnerService.RETENTION;
import static io.temoin.retention.rights.domain.RequestType.ERASURE;
import static io.temoin.retention.rights.domain.RequestType.RECTIFICATION;
import static io.temoin.retention.rights.domain.Requests.ITEM;
import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.OTHER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.RECEIVED;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.done;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.grantedItem;
import static io.temoin.retention.rights.domain.Requests.joined;
import static io.temoin.retention.rights.domain.Requests.lifted;
import static io.temoin.retention.rights.domain.Requests.nothing;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.ready;
import static io.temoin.retention.rights.domain.Requests.rectified;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.CompleteTask;
import io.temoin.retention.rights.domain.RequestCommand.JoinRequest;
import io.temoin.retention.rights.domain.RequestCommand.NoteRectification;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** GDPR art. 16: granted is what its owner has put right, and nothing else. */
class RequestRectificationTest {

    private final DeciderSpecification<RequestCommand, Request, RequestEvent> request =
            DeciderSpecification.of(new RequestDecider());

    private static NoteRectification note(UUID item) {
        return new NoteRectification(RECORDING, item, RHONE, PERSON, RECEIVED, LATER);
    }

    /** Consents are put right by their owner, too. */
    @Test
    void isOfAConsentAsWell() {
        var right = new NoteRectification(CONSENT, ITEM, RHONE, PERSON, RECEIVED, LATER);
        var noted =
                new RequestEvent.RectificationNoted(
                        Requests.REQUEST, RHONE, PERSON, CONSENT, ITEM, RECEIVED);
        var granted = new AnswerPart(CONSENT, ITEM, Outcome.GRANTED, null);
        var rest = List.of(nothing(RECORDING), granted(RETENTION), granted(AUDIT));
        request.given(opened(RECTIFICATION)).when(right).then(noted, done(CONSENT));
        request.given(ready(RECTIFICATION))
                .when(new AnswerRequest(with(granted, rest), LATER))
                .thenRejected(RightsProblem.RECTIFICATION_PENDING);
        request.given(ready(RECTIFICATION))
                .when(new AnswerRequest(with(granted(CONSENT), rest), LATER))
                .thenRejected(RightsProblem.RECTIFICATION_PENDING);
        request.given(ready(RECTIFICATION, noted))
                .when(new AnswerRequest(with(nothing(CONSENT), rest), LATER))
                .thenRejected(RightsProblem.ANSWER_INCONSISTENT);
        request.given(ready(RECTIFICATION, noted))
                .when(new AnswerRequest(with(granted, rest), LATER))
                .then(
                        answered(false, with(granted, rest).toArray(AnswerPart[]::new)),
                        lifted(LiftingCause.ANSWERED, LATER, CONSENT, RECORDING));
    }

    private static List<AnswerPart> with(AnswerPart first, List<AnswerPart> rest) {
        List<AnswerPart> parts = new ArrayList<>(List.of(first));
        parts.addAll(rest);
        return parts;
    }

    private static AnswerRequest answer(AnswerPart... recordings) {
        return new AnswerRequest(List.of(parts(recordings)), LATER);
    }

    private static AnswerPart[] parts(AnswerPart... recordings) {
        List<AnswerPart> parts = new ArrayList<>(List.of(recordings));
        parts.addAll(List.of(nothing(CONSENT), granted(RETENTION), granted(AUDIT)));
        return parts.toArray(AnswerPart[]::new);
    }

    @Nested
    class Noting {

        @Test
        void completesTheTaskOfTheOwner() {
            request.given(opened(RECTIFICATION))
                    .when(note(ITEM))
                    .then(rectified(), done(RECORDING));
            request.given(opened(RECTIFICATION), done(RECORDING, TaskResult.NOTHING_HELD))
                    .when(note(ITEM))
                    .then(rectified(), done(RECORDING));
        }

        @Test
        void isOnceForEachItem() {
            request.given(opened(RECTIFICATION), rectified(), done(RECORDING))
                    .when(note(ITEM))
                    .thenNothing();
            request.given(opened(RECTIFICATION), rectified(), done(RECORDING))
                    .when(note(OTHER))
                    .then(rectified(OTHER));
        }

        @Test
        void isOfARequestForThatOfThatPersonToThatController() {
            request.given(opened(ERASURE)).when(note(ITEM)).thenNothing();
            request.given().when(note(ITEM)).thenNothing();
            request.given(opened(RECTIFICATION))
                    .when(
                            new NoteRectification(
                                    RECORDING, ITEM, "loire-assurance", PERSON, RECEIVED, LATER))
                    .thenNothing();
            request.given(opened(RECTIFICATION))
                    .when(
                            new NoteRectification(
                                    RECORDING, ITEM, RHONE, "0".repeat(32), RECEIVED, LATER))
                    .thenNothing();
        }

        /** What was changed is on record, whatever the person was told meanwhile. */
        @Test
        void isRecordedOnceAfterTheAnswer() {
            var given = answered(false, parts(nothing(RECORDING)));
            request.given(ready(RECTIFICATION, given)).when(note(ITEM)).then(rectified());
            request.given(ready(RECTIFICATION, given, rectified())).when(note(ITEM)).thenNothing();
            request.given(ready(RECTIFICATION, rectified(), given)).when(note(ITEM)).thenNothing();
            request.given(opened(RECTIFICATION), refusal(RefusalGround.DATA_ACCURATE, null))
                    .when(note(ITEM))
                    .then(rectified());
            request.given(ready(ERASURE, given)).when(note(ITEM)).thenNothing();
        }

        /** Whoever reads the answer sees that it is not what was done. */
        @Test
        void contradictsAnAnswerThatDoesNotGrantIt() {
            var no = refusal(RefusalGround.DATA_ACCURATE, null);
            var granted = answered(false, parts(grantedItem()));

            assertThat(contradicted(no, rectified())).isTrue();
            assertThat(contradicted(no)).isFalse();
            assertThat(contradicted(rectified(), granted)).isFalse();
            assertThat(contradicted(rectified(), granted, rectified(OTHER))).isTrue();
            assertThat(contradicted(answered(false, parts(granted(CONSENT))), rectified()))
                    .isTrue();
            assertThat(contradicted(joined(), rectified())).isFalse();
        }

        private static boolean contradicted(RequestEvent... more) {
            var events = new ArrayList<>(List.of(ready(RECTIFICATION)));
            events.addAll(List.of(more));
            return ((Request.Ended) new RequestDecider().replay(events)).isContradicted();
        }

        /** Recipients are told of what was done, also if the person was refused. */
        @Test
        void isToldToRecipientsThoughRefused() {
            request.given(
                            opened(RECTIFICATION),
                            refusal(RefusalGround.DATA_ACCURATE, null),
                            rectified())
                    .when(new RequestCommand.CloseRequest(LATER))
                    .thenRejected(RightsProblem.RECIPIENTS_OPEN);
        }

        /** Of objections to recordings, only one service has a task. */
        @Test
        void completesNoTaskThatThereIsNot() {
            var all = opened(RECTIFICATION);
            var ofConsents =
                    new RequestEvent.RequestOpened(
                            all.request(),
                            RHONE,
                            PERSON,
                            RECTIFICATION,
                            all.intake(),
                            null,
                            null,
                            0,
                            all.country(),
                            all.zone(),
                            all.dueAt(),
                            List.of(CONSENT),
                            null,
                            null,
                            null);
            request.given(ofConsents).when(note(ITEM)).then(rectified());
        }
    }

    @Nested
    class WhatIsContested {

        private final Contested segment = new Contested(Contested.Kind.SEGMENT, null, ITEM, 2);

        private RequestEvent named() {
            return new RequestEvent.ContestedNamed(Requests.REQUEST, RHONE, PERSON, segment, LATER);
        }

        @Test
        void isNamedByTheDeskOnce() {
            var name = new RequestCommand.NameContested(segment, LATER);

            request.given(opened(RECTIFICATION)).when(name).then(named());
            request.given(opened(RECTIFICATION), named()).when(name).then();
        }

        @Test
        void isNamedForRectificationsOnly() {
            request.given(opened(RequestType.ERASURE))
                    .when(new RequestCommand.NameContested(segment, LATER))
                    .thenRejected(RightsProblem.REQUEST_NOT_FOR_RECTIFICATION);
        }

        @Test
        void isReadOnRecordAsLongAsItIsThere() {
            var said =
                    new RequestEvent.RequestOpened(
                            Requests.REQUEST,
                            RHONE,
                            PERSON,
                            RECTIFICATION,
                            opened(RECTIFICATION).intake(),
                            null,
                            null,
                            0,
                            "FR",
                            opened(RECTIFICATION).zone(),
                            opened(RECTIFICATION).dueAt(),
                            List.of(CONSENT),
                            null,
                            segment,
                            Requests.text());
            var read = new RequestCommand.ReadCorrection(LATER);

            request.given(said)
                    .when(read)
                    .then(new RequestEvent.CorrectionRead(Requests.REQUEST, RHONE, PERSON, LATER));
            request.given(said, Requests.joined())
                    .when(read)
                    .then(new RequestEvent.CorrectionRead(Requests.REQUEST, RHONE, PERSON, LATER));
            request.given(opened(RECTIFICATION))
                    .when(read)
                    .thenRejected(RightsProblem.CORRECTION_UNKNOWN);
        }
    }

    @Nested
    class Answering {

        @Test
        void grantsWhatWasPutRight() {
            request.given(ready(RECTIFICATION, rectified()))
                    .when(answer(grantedItem()))
                    .then(
                            answered(false, parts(grantedItem())),
                            lifted(LiftingCause.ANSWERED, LATER, CONSENT, RECORDING));
        }

        @Test
        void grantsNothingThatIsStillWrong() {
            request.given(ready(RECTIFICATION))
                    .when(answer(grantedItem()))
                    .thenRejected(RightsProblem.RECTIFICATION_PENDING);
            request.given(ready(RECTIFICATION, rectified(OTHER)))
                    .when(answer(grantedItem()))
                    .thenRejected(RightsProblem.RECTIFICATION_PENDING);
            request.given(ready(RECTIFICATION, rectified()))
                    .when(answer(granted(RECORDING)))
                    .thenRejected(RightsProblem.RECTIFICATION_PENDING);
        }

        @Test
        void doesNotDenyWhatWasPutRight() {
            var no = refused(RECORDING, RefusalGround.DATA_ACCURATE);
            request.given(ready(RECTIFICATION, rectified()))
                    .when(answer(no))
                    .thenRejected(RightsProblem.ANSWER_INCONSISTENT);
            request.given(ready(RECTIFICATION, rectified()))
                    .when(answer(nothing(RECORDING)))
                    .thenRejected(RightsProblem.ANSWER_INCONSISTENT);
            request.given(ready(RECTIFICATION, rectified()))
                    .when(new RefuseRequest(RefusalGround.DATA_ACCURATE, LATER))
                    .thenRejected(RightsProblem.ANSWER_INCONSISTENT);
        }

        /** One item was wrong, another is accurate. */
        @Test
        void mayRefuseTheRest() {
            var no = new AnswerPart(RECORDING, OTHER, Outcome.REFUSED, RefusalGround.DATA_ACCURATE);
            request.given(ready(RECTIFICATION, rectified()))
                    .when(answer(grantedItem(), no))
                    .then(
                            answered(true, parts(grantedItem(), no)),
                            lifted(LiftingCause.ANSWERED, LATER, CONSENT, RECORDING));
        }

        @Test
        void refusesWhatIsAccurate() {
            request.given(ready(RECTIFICATION))
                    .when(new RefuseRequest(RefusalGround.DATA_ACCURATE, LATER))
                    .then(
                            refusal(RefusalGround.DATA_ACCURATE, null),
                            lifted(LiftingCause.REFUSED, LATER, CONSENT, RECORDING));
        }

        /** The other requests have rules of their own. */
        @Test
        void isAsBeforeForOtherRequests() {
            request.given(ready(RequestType.ACCESS))
                    .when(answer(granted(RECORDING)))
                    .then(answered(false, parts(granted(RECORDING))));
        }
    }

    @Test
    void theTaskIsNotSaidToBeEmptyAfterwards() {
        request.given(opened(RECTIFICATION), rectified(), done(RECORDING))
                .when(new CompleteTask(RECORDING, TaskResult.NOTHING_HELD, LATER))
                .thenRejected(RightsProblem.TASK_COMPLETED);
    }

    /** Its answer is about what was done under it. */
    @Test
    void isNotJoinedOnceSomethingWasPutRight() {
        request.given(opened(RECTIFICATION), rectified(), done(RECORDING))
                .when(new JoinRequest(OTHER, LATER))
                .thenNothing();
    }

    @Test
    void itsStateSaysWhatWasPutRight() {
        var state =
                (Request.Open)
                        new RequestDecider()
                                .replay(
                                        List.of(
                                                opened(RECTIFICATION),
                                                rectified(),
                                                done(RECORDING),
                                                rectified(OTHER)));

        assertThat(state.progress().tasks().rectified())
                .containsExactly(
                        new RectifiedItem(RECORDING, ITEM), new RectifiedItem(RECORDING, OTHER));
    }
}
