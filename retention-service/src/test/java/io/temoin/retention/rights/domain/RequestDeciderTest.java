// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.Requests.DUE;
import static io.temoin.retention.rights.domain.Requests.ITEM;
import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.NOTE;
import static io.temoin.retention.rights.domain.Requests.OTHER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.asking;
import static io.temoin.retention.rights.domain.Requests.attached;
import static io.temoin.retention.rights.domain.Requests.done;
import static io.temoin.retention.rights.domain.Requests.erasureDecided;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.joined;
import static io.temoin.retention.rights.domain.Requests.lifted;
import static io.temoin.retention.rights.domain.Requests.noted;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.proofAsked;
import static io.temoin.retention.rights.domain.Requests.proved;
import static io.temoin.retention.rights.domain.Requests.ready;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.restricted;
import static io.temoin.retention.rights.domain.Requests.text;
import static io.temoin.retention.rights.domain.Requests.upheld;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.AssignRequest;
import io.temoin.retention.rights.domain.RequestCommand.AttachRequest;
import io.temoin.retention.rights.domain.RequestCommand.CheckDeadline;
import io.temoin.retention.rights.domain.RequestCommand.CloseRequest;
import io.temoin.retention.rights.domain.RequestCommand.CompleteTask;
import io.temoin.retention.rights.domain.RequestCommand.ExtendDeadline;
import io.temoin.retention.rights.domain.RequestCommand.JoinRequest;
import io.temoin.retention.rights.domain.RequestCommand.NoteOnRequest;
import io.temoin.retention.rights.domain.RequestCommand.ReceiveIdentityProof;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import io.temoin.retention.rights.domain.RequestCommand.RequestIdentityProof;
import io.temoin.retention.rights.domain.RequestEvent.DsrClosed;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestEvent.RequestAssigned;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import io.temoin.retention.rights.domain.RequestEvent.RequestOverdue;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RequestDeciderTest {

    private final DeciderSpecification<RequestCommand, Request, RequestEvent> request =
            DeciderSpecification.of(new RequestDecider());

    @Nested
    class WhenReceived {

        /** Every right of table e has a clock and tasks. */
        @ParameterizedTest
        @EnumSource(RequestType.class)
        void isOpenedWithItsClock(RequestType type) {
            var first =
                    new RequestDecider().decide(asking(type), new Request.Unopened()).getFirst();

            assertThat(first).isEqualTo(opened(type));
            assertThat(type.services()).isNotEmpty();
        }

        /** Whatever asks for the same is found by it. */
        @Test
        void namesTheConsentThatIsContested() {
            var asked = asking(RequestType.RECTIFICATION, OTHER);

            var first = new RequestDecider().decide(asked, new Request.Unopened()).getFirst();

            assertThat(((RequestOpened) first).consent()).isEqualTo(OTHER);
        }

        @Test
        void isOpenedOnce() {
            request.given(opened(RequestType.ACCESS))
                    .when(asking(RequestType.ACCESS))
                    .thenNothing();
            request.given(opened(RequestType.ACCESS), joined())
                    .when(asking(RequestType.ACCESS))
                    .thenNothing();
        }

        @Test
        void keepsWhatItIsAbout() {
            for (var about : List.of(AskedAbout.ofRecording(ITEM), AskedAbout.ofDecision(ITEM))) {
                request.given()
                        .when(asking(RequestType.INSURANCE_RECORDING_COPY, about, 1))
                        .then(opened(RequestType.INSURANCE_RECORDING_COPY, about, 1));
            }
        }
    }

    @Nested
    class AnotherOneForTheSame {

        private static final List<OwnerService> ALL = RequestType.ACCESS.services();
        private static final AttachRequest ORAL =
                new AttachRequest(OTHER, Intake.Way.ORAL, ALL, null, LATER);
        private static final AttachRequest BY_LINK =
                new AttachRequest(OTHER, Intake.Way.SELF_SERVICE, ALL, null, LATER);
        private static final JoinRequest JOIN = new JoinRequest(OTHER, LATER);

        @Test
        void isAttachedOnce() {
            request.given(opened(RequestType.ACCESS)).when(ORAL).then(attached());
            request.given(opened(RequestType.ACCESS)).when(BY_LINK).then(attached());
            request.given(opened(RequestType.ACCESS), attached()).when(ORAL).thenNothing();
        }

        /** Else nobody would answer it. */
        @Test
        void isNotAttachedToOneThatHasEnded() {
            var refused = refusal(RefusalGround.MANIFESTLY_UNFOUNDED, null);

            request.given().when(ORAL).thenRejected(RightsProblem.REQUEST_UNKNOWN);
            request.given(opened(RequestType.ACCESS), refused)
                    .when(ORAL)
                    .thenRejected(RightsProblem.REQUEST_ENDED);
            request.given(opened(RequestType.ACCESS), joined())
                    .when(ORAL)
                    .thenRejected(RightsProblem.REQUEST_JOINED);
            request.given(opened(RequestType.ACCESS), attached(), refused).when(ORAL).thenNothing();
            request.given(opened(RequestType.ACCESS), attached(), refused)
                    .when(new AttachRequest(ITEM, Intake.Way.ORAL, ALL, null, LATER))
                    .thenRejected(RightsProblem.REQUEST_ENDED);
        }

        /** It asks for what came since, which the decided erasure leaves alone. */
        @Test
        void isNotAttachedToAnErasureThatIsDecided() {
            var asked =
                    new AttachRequest(
                            OTHER, Intake.Way.ORAL, RequestType.ERASURE.services(), null, LATER);
            request.given(opened(RequestType.ERASURE), erasureDecided())
                    .when(asked)
                    .thenRejected(RightsProblem.ERASURE_BEGUN);
            request.given(opened(RequestType.ERASURE), attached(), erasureDecided())
                    .when(asked)
                    .thenNothing();
        }

        /** Whoever signed in with a link, or with a controller, has nothing to prove. */
        @Test
        void doesNotWaitForAProofThatItDoesNotNeed() {
            var asked = proofAsked("2026-11-26T10:00:00Z", true);
            var proved =
                    proved("2026-12-05T10:00:00Z", "2026-12-24T23:00:00Z", "2027-01-05T23:00:00Z");

            request.given(opened(RequestType.ACCESS), asked)
                    .when(BY_LINK)
                    .thenRejected(RightsProblem.IDENTITY_UNPROVEN);
            request.given(opened(RequestType.ACCESS), asked)
                    .when(new AttachRequest(OTHER, Intake.Way.OPENDSR, ALL, null, LATER))
                    .thenRejected(RightsProblem.IDENTITY_UNPROVEN);
            request.given(opened(RequestType.ACCESS), asked).when(ORAL).then(attached());
            request.given(opened(RequestType.ACCESS), asked, proved).when(BY_LINK).then(attached());
        }

        @Test
        void isJoinedOnce() {
            request.given(opened(RequestType.ACCESS)).when(JOIN).then(joined());
            request.given(opened(RequestType.ACCESS), joined()).when(JOIN).thenNothing();
            request.given().when(JOIN).thenRejected(RightsProblem.REQUEST_UNKNOWN);
        }

        /** Of two that were to join each other, both stay open. */
        @Test
        void staysOpenIfOthersAreAnsweredWithIt() {
            request.given(opened(RequestType.ACCESS), attached()).when(JOIN).thenNothing();
        }

        /** The answer to a joined request does not say which other request it is. */
        @Test
        void isAnsweredThereOnceJoined() {
            request.given(opened(RequestType.ACCESS), joined())
                    .when(new RefuseRequest(RefusalGround.MANIFESTLY_UNFOUNDED, LATER))
                    .thenRejected(RightsProblem.REQUEST_JOINED);
            assertThatThrownBy(
                            () ->
                                    new RequestDecider()
                                            .decide(
                                                    new RefuseRequest(
                                                            RefusalGround.EXCESSIVE, LATER),
                                                    new RequestDecider()
                                                            .replay(
                                                                    List.of(
                                                                            opened(
                                                                                    RequestType
                                                                                            .ACCESS),
                                                                            joined()))))
                    .message()
                    .doesNotContain(OTHER.toString());
            request.given(opened(RequestType.ACCESS), joined())
                    .when(new CheckDeadline(DUE))
                    .thenNothing();
        }
    }

    static Stream<RequestCommand> commands() {
        return Stream.of(
                new RequestIdentityProof(LATER),
                new ReceiveIdentityProof(LATER, LATER),
                new ExtendDeadline(ExtensionReason.COMPLEX, LATER),
                new AssignRequest("dpo-1", LATER),
                new CompleteTask(OwnerService.AUDIT, TaskResult.DONE, LATER),
                new AnswerRequest(List.of(granted(OwnerService.CONSENT)), LATER),
                new RefuseRequest(RefusalGround.MANIFESTLY_UNFOUNDED, LATER));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void nothingIsDoneWithARequestThatNobodyMade(RequestCommand command) {
        request.given().when(command).thenRejected(RightsProblem.REQUEST_UNKNOWN);
    }

    @Test
    void aRequestThatNobodyMadeIsNotOverdue() {
        request.given().when(new CheckDeadline(DUE)).thenNothing();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void nothingIsDoneWithARequestThatHasEnded(RequestCommand command) {
        request.given(opened(RequestType.ACCESS), refusal(RefusalGround.NOT_IDENTIFIABLE, null))
                .when(command)
                .thenRejected(RightsProblem.REQUEST_ENDED);
    }

    @Nested
    class Desk {

        @Test
        void assignsTheRequest() {
            var assigned = new RequestAssigned(REQUEST, RHONE, PERSON, "dpo-1");

            request.given(opened(RequestType.ACCESS))
                    .when(new AssignRequest("dpo-1", LATER))
                    .then(assigned);
            request.given(opened(RequestType.ACCESS), assigned)
                    .when(new AssignRequest("dpo-1", LATER))
                    .thenNothing();
        }

        @Test
        void notesOnceUntilTheRequestIsClosed() {
            var note = new NoteOnRequest(NOTE, text(), Requests.ACTOR, LATER);
            var closed = new DsrClosed(REQUEST, RHONE, PERSON, LATER);

            request.given(opened(RequestType.ACCESS)).when(note).then(noted());
            request.given(opened(RequestType.ACCESS), noted()).when(note).thenNothing();
            request.given(
                            opened(RequestType.ACCESS),
                            refusal(RefusalGround.MANIFESTLY_UNFOUNDED, null))
                    .when(note)
                    .then(noted());
            request.given(
                            opened(RequestType.ACCESS),
                            refusal(RefusalGround.MANIFESTLY_UNFOUNDED, null),
                            closed)
                    .when(note)
                    .thenRejected(RightsProblem.REQUEST_ENDED);
        }

        @Test
        void completesTasks() {
            request.given(opened(RequestType.CONSENT_PROOF_COPY))
                    .when(new CompleteTask(OwnerService.CONSENT, TaskResult.DONE, LATER))
                    .then(done(OwnerService.CONSENT));
            request.given(ready(RequestType.CONSENT_PROOF_COPY))
                    .when(new CompleteTask(OwnerService.CONSENT, TaskResult.DONE, LATER))
                    .thenNothing();
            request.given(ready(RequestType.CONSENT_PROOF_COPY))
                    .when(new CompleteTask(OwnerService.CONSENT, TaskResult.NOTHING_HELD, LATER))
                    .thenRejected(RightsProblem.TASK_COMPLETED);
            request.given(opened(RequestType.CONSENT_PROOF_COPY))
                    .when(new CompleteTask(OwnerService.AUDIT, TaskResult.DONE, LATER))
                    .thenRejected(RightsProblem.TASK_UNKNOWN);
        }

        @Test
        void closesWhatIsAnsweredOnce() {
            var closed = new DsrClosed(REQUEST, RHONE, PERSON, LATER);

            request.given(opened(RequestType.ACCESS))
                    .when(new CloseRequest(LATER))
                    .thenRejected(RightsProblem.REQUEST_OPEN);
            request.given(
                            opened(RequestType.ACCESS),
                            refusal(RefusalGround.MANIFESTLY_UNFOUNDED, null))
                    .when(new CloseRequest(LATER))
                    .then(closed);
            request.given(opened(RequestType.ACCESS), joined(), closed)
                    .when(new CloseRequest(LATER))
                    .thenNothing();
        }
    }

    static Stream<RequestEvent> events() {
        return Stream.of(
                opened(RequestType.ERASURE),
                restricted(RequestType.ERASURE, null, OwnerService.RECORDING),
                lifted(LiftingCause.ANSWERED, LATER, OwnerService.RECORDING),
                upheld(false, LATER),
                joined(),
                attached(),
                proofAsked("2026-11-26T10:00:00Z", true),
                proved("2026-12-05T10:00:00Z", "2026-12-24T23:00:00Z", "2027-01-05T23:00:00Z"),
                new DsrExtended(
                        REQUEST, RHONE, PERSON, ExtensionReason.COMPLEX, DUE, DUE, null, null),
                new RequestAssigned(REQUEST, RHONE, PERSON, "dpo-1"),
                noted(),
                done(OwnerService.AUDIT),
                answered(false, granted(OwnerService.AUDIT)),
                refusal(RefusalGround.NO_GROUND, null),
                new RequestOverdue(REQUEST, RHONE, PERSON, DUE),
                new DsrClosed(REQUEST, RHONE, PERSON, LATER));
    }

    /** In whichever order a stream has them: what happened, happened. */
    @ParameterizedTest
    @MethodSource("events")
    void noEventIsRejected(RequestEvent event) {
        var decider = new RequestDecider();
        var nothing = decider.initialState();
        var ended =
                decider.replay(
                        List.of(
                                opened(RequestType.ACCESS),
                                refusal(RefusalGround.EXCESSIVE, null)));

        assertThat(decider.evolve(nothing, event) instanceof Request.Open)
                .isEqualTo(event instanceof RequestEvent.RequestOpened);
        assertThat(decider.evolve(ended, event))
                .isInstanceOfSatisfying(
                        Request.Ended.class,
                        after -> {
                            assertThat(after.ending()).isEqualTo(((Request.Ended) ended).ending());
                            assertThat(after.closed()).isEqualTo(event instanceof DsrClosed);
                        });
    }
}
