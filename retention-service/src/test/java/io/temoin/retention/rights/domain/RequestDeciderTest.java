// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.Requests.DUE;
import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.NOTE;
import static io.temoin.retention.rights.domain.Requests.OTHER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.asking;
import static io.temoin.retention.rights.domain.Requests.done;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.joined;
import static io.temoin.retention.rights.domain.Requests.noted;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.proofAsked;
import static io.temoin.retention.rights.domain.Requests.proved;
import static io.temoin.retention.rights.domain.Requests.ready;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.refused;
import static io.temoin.retention.rights.domain.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.AssignRequest;
import io.temoin.retention.rights.domain.RequestCommand.CheckDeadline;
import io.temoin.retention.rights.domain.RequestCommand.CloseRequest;
import io.temoin.retention.rights.domain.RequestCommand.CompleteTask;
import io.temoin.retention.rights.domain.RequestCommand.ExtendDeadline;
import io.temoin.retention.rights.domain.RequestCommand.NoteOnRequest;
import io.temoin.retention.rights.domain.RequestCommand.ReceiveIdentityProof;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import io.temoin.retention.rights.domain.RequestCommand.RequestIdentityProof;
import io.temoin.retention.rights.domain.RequestEvent.DsrClosed;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestEvent.RequestAssigned;
import io.temoin.retention.rights.domain.RequestEvent.RequestOverdue;
import java.time.Instant;
import java.util.Arrays;
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
            request.given().when(asking(type)).then(opened(type));
            assertThat(type.services()).isNotEmpty();
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
        void joinsAnOpenRequestAboutTheSame() {
            request.given()
                    .when(asking(RequestType.ACCESS, OTHER, 1))
                    .then(opened(RequestType.ACCESS, 1), joined());
        }

        @Test
        void theOneThatJoinedIsAnsweredThere() {
            request.given(opened(RequestType.ACCESS), joined())
                    .when(new RefuseRequest(RefusalGround.MANIFESTLY_UNFOUNDED, LATER))
                    .thenRejected(RightsProblem.REQUEST_JOINED);
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
    class ProofOfIdentity {

        private static final String PROMPT = "2026-11-26T10:00:00Z";
        private static final String LATE = "2026-12-20T10:00:00Z";

        /** A18: due on 5 January, strictly on 24 December. */
        @Test
        void movesTheDeadlineWhenAskedForPromptly() {
            request.given(opened(RequestType.ACCESS))
                    .when(new RequestIdentityProof(Instant.parse(PROMPT)))
                    .then(proofAsked(PROMPT, true));
            request.given(opened(RequestType.ACCESS), proofAsked(PROMPT, true))
                    .when(proofOn("2026-12-05T10:00:00Z"))
                    .then(
                            proved(
                                    "2026-12-05T10:00:00Z",
                                    "2026-12-24T23:00:00Z",
                                    "2027-01-05T23:00:00Z"));
        }

        /** A18, second half. */
        @Test
        void doesNotMoveItWhenAskedForLate() {
            request.given(opened(RequestType.ACCESS))
                    .when(new RequestIdentityProof(Instant.parse(LATE)))
                    .then(proofAsked(LATE, false));
            request.given(opened(RequestType.ACCESS), proofAsked(LATE, false))
                    .when(proofOn("2026-12-22T10:00:00Z"))
                    .then(
                            proved(
                                    "2026-12-22T10:00:00Z",
                                    "2026-12-24T23:00:00Z",
                                    "2026-12-24T23:00:00Z"));
        }

        @Test
        void isAskedForOnceAndReceivedOnce() {
            request.given(opened(RequestType.ACCESS), proofAsked(PROMPT, true))
                    .when(new RequestIdentityProof(LATER))
                    .thenNothing();
            request.given(
                            opened(RequestType.ACCESS),
                            proofAsked(PROMPT, true),
                            proved(PROMPT, "2026-12-24T23:00:00Z", "2026-12-28T23:00:00Z"))
                    .when(proofOn(PROMPT))
                    .thenNothing();
            request.given(
                            opened(RequestType.ACCESS),
                            proofAsked(PROMPT, true),
                            proved(PROMPT, "2026-12-24T23:00:00Z", "2026-12-28T23:00:00Z"))
                    .when(new RequestIdentityProof(LATER))
                    .thenRejected(RightsProblem.PROOF_OUT_OF_ORDER);
        }

        @Test
        void isNotReceivedBeforeItIsAskedFor() {
            request.given(opened(RequestType.ACCESS))
                    .when(proofOn(PROMPT))
                    .thenRejected(RightsProblem.PROOF_OUT_OF_ORDER);
            request.given(opened(RequestType.ACCESS), proofAsked(PROMPT, true))
                    .when(proofOn("2026-11-25T10:00:00Z"))
                    .thenRejected(RightsProblem.PROOF_OUT_OF_ORDER);
        }

        @Test
        void isNeededForAnAnswerOnceItWasAskedFor() {
            request.given(ready(RequestType.CONSENT_PROOF_COPY, proofAsked(PROMPT, true)))
                    .when(new AnswerRequest(List.of(granted(OwnerService.CONSENT)), LATER))
                    .thenRejected(RightsProblem.IDENTITY_UNPROVEN);
        }

        private static ReceiveIdentityProof proofOn(String at) {
            return new ReceiveIdentityProof(Instant.parse(at), Instant.parse(at));
        }
    }

    @Nested
    class Extension {

        private static final DsrExtended EXTENDED =
                new DsrExtended(
                        REQUEST,
                        RHONE,
                        PERSON,
                        ExtensionReason.COMPLEX,
                        Instant.parse("2027-02-24T23:00:00Z"),
                        Instant.parse("2027-02-24T23:00:00Z"));

        @Test
        void countsThreeMonthsFromReceipt() {
            request.given(opened(RequestType.ACCESS))
                    .when(new ExtendDeadline(ExtensionReason.COMPLEX, DUE.minusMillis(1)))
                    .then(EXTENDED);
        }

        @Test
        void comesBeforeTheFirstDeadlineOnly() {
            request.given(opened(RequestType.ACCESS))
                    .when(new ExtendDeadline(ExtensionReason.COMPLEX, DUE))
                    .thenRejected(RightsProblem.DEADLINE_PASSED);
        }

        @Test
        void comesOnce() {
            request.given(opened(RequestType.ACCESS), EXTENDED)
                    .when(new ExtendDeadline(ExtensionReason.NUMEROUS, LATER))
                    .thenRejected(RightsProblem.REQUEST_EXTENDED);
        }

        @ParameterizedTest
        @EnumSource(
                value = RequestType.class,
                names = {
                    "MARKETING_OBJECTION",
                    "CONSENT_WITHDRAWAL",
                    "CONSENT_PROOF_COPY",
                    "INSURANCE_RECORDING_COPY",
                    "MIFID_RECORDING_COPY",
                    "POST_MORTEM"
                })
        void isNotForEveryRight(RequestType type) {
            request.given(opened(type))
                    .when(new ExtendDeadline(ExtensionReason.COMPLEX, LATER))
                    .thenRejected(RightsProblem.EXTENSION_NOT_ALLOWED);
        }

        @Test
        void keepsTheCountFromTheProof() {
            request.given(
                            opened(RequestType.ACCESS),
                            proofAsked("2026-11-26T10:00:00Z", true),
                            proved(
                                    "2026-12-05T10:00:00Z",
                                    "2026-12-24T23:00:00Z",
                                    "2027-01-05T23:00:00Z"))
                    .when(
                            new ExtendDeadline(
                                    ExtensionReason.NUMEROUS,
                                    Instant.parse("2027-01-04T10:00:00Z")))
                    .then(
                            new DsrExtended(
                                    REQUEST,
                                    RHONE,
                                    PERSON,
                                    ExtensionReason.NUMEROUS,
                                    Instant.parse("2027-02-24T23:00:00Z"),
                                    Instant.parse("2027-03-05T23:00:00Z")));
        }
    }

    @Nested
    class Deadline {

        private static final RequestOverdue OVERDUE =
                new RequestOverdue(REQUEST, RHONE, PERSON, DUE);

        @Test
        void isMissedOnce() {
            request.given(opened(RequestType.ACCESS))
                    .when(new CheckDeadline(DUE.minusMillis(1)))
                    .thenNothing();
            request.given(opened(RequestType.ACCESS)).when(new CheckDeadline(DUE)).then(OVERDUE);
            request.given(opened(RequestType.ACCESS), OVERDUE)
                    .when(new CheckDeadline(DUE.plusSeconds(60)))
                    .thenNothing();
        }

        /** A proof that was asked for promptly and arrives late gives a new deadline. */
        @Test
        void isMissedAgainWhenItHadMoved() {
            request.given(
                            opened(RequestType.ACCESS),
                            proofAsked("2026-11-26T10:00:00Z", true),
                            OVERDUE,
                            proved(
                                    "2027-01-04T10:00:00Z",
                                    "2026-12-24T23:00:00Z",
                                    "2027-02-04T23:00:00Z"))
                    .when(new CheckDeadline(Instant.parse("2027-02-05T00:00:00Z")))
                    .then(
                            new RequestOverdue(
                                    REQUEST, RHONE, PERSON, Instant.parse("2027-02-04T23:00:00Z")));
        }

        @Test
        void isMetByAnAnswer() {
            request.given(
                            ready(
                                    RequestType.CONSENT_PROOF_COPY,
                                    answered(false, granted(OwnerService.CONSENT))))
                    .when(new CheckDeadline(DUE))
                    .thenNothing();
        }
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
            var note = new NoteOnRequest(NOTE, text(), LATER);
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

    @Nested
    class Answer {

        private static final AnswerPart CONSENTS = granted(OwnerService.CONSENT);
        private static final AnswerPart RECORDINGS = granted(OwnerService.RECORDING);
        private static final AnswerPart ITEMS = granted(OwnerService.RETENTION);
        private static final AnswerPart TRAIL = granted(OwnerService.AUDIT);
        private static final AnswerPart HELD =
                refused(OwnerService.RECORDING, RefusalGround.LEGAL_CLAIMS);

        @Test
        void tellsTheOutcomeForEachService() {
            request.given(ready(RequestType.ERASURE))
                    .when(answer(CONSENTS, RECORDINGS, ITEMS, TRAIL))
                    .then(answered(false, CONSENTS, RECORDINGS, ITEMS, TRAIL));
        }

        /** One recording is held, the rest goes. */
        @Test
        void mayRefuseAPartWithItsGround() {
            request.given(ready(RequestType.ERASURE))
                    .when(answer(CONSENTS, RECORDINGS, HELD, ITEMS, TRAIL))
                    .then(answered(true, CONSENTS, RECORDINGS, HELD, ITEMS, TRAIL));
        }

        @Test
        void waitsForEveryTask() {
            request.given(opened(RequestType.ERASURE), done(OwnerService.CONSENT))
                    .when(answer(CONSENTS, RECORDINGS, ITEMS, TRAIL))
                    .thenRejected(RightsProblem.TASKS_OPEN);
        }

        static Stream<List<AnswerPart>> inconsistent() {
            return Stream.of(
                    List.of(),
                    // nothing of a service
                    List.of(CONSENTS, RECORDINGS, ITEMS),
                    // twice
                    List.of(CONSENTS, CONSENTS, RECORDINGS, ITEMS, TRAIL),
                    // a refusal without a ground
                    List.of(CONSENTS, refused(OwnerService.RECORDING, null), ITEMS, TRAIL),
                    // a ground without a refusal
                    List.of(
                            CONSENTS,
                            RECORDINGS,
                            ITEMS,
                            new AnswerPart(
                                    OwnerService.AUDIT,
                                    null,
                                    Outcome.GRANTED,
                                    RefusalGround.LEGAL_CLAIMS)),
                    // nothing but refusals
                    List.of(HELD));
        }

        @ParameterizedTest
        @MethodSource("inconsistent")
        void isConsistent(List<AnswerPart> parts) {
            request.given(ready(RequestType.ERASURE))
                    .when(new AnswerRequest(parts, LATER))
                    .thenRejected(RightsProblem.ANSWER_INCONSISTENT);
        }

        @Test
        void grantsNothingThatIsNotHeld() {
            var nothing = new AnswerPart(OwnerService.CONSENT, null, Outcome.NOTHING_HELD, null);

            request.given(
                            opened(RequestType.CONSENT_PROOF_COPY),
                            done(OwnerService.CONSENT, TaskResult.NOTHING_HELD))
                    .when(answer(CONSENTS))
                    .thenRejected(RightsProblem.ANSWER_INCONSISTENT);
            request.given(
                            opened(RequestType.CONSENT_PROOF_COPY),
                            done(OwnerService.CONSENT, TaskResult.NOTHING_HELD))
                    .when(answer(nothing))
                    .then(answered(false, nothing));
        }

        @Test
        void knowsTheGroundsOfItsRight() {
            request.given(ready(RequestType.ACCESS))
                    .when(answer(CONSENTS, RECORDINGS, HELD, ITEMS, TRAIL))
                    .thenRejected(RightsProblem.GROUND_NOT_APPLICABLE);
        }

        @Test
        void isGivenOnce() {
            request.given(ready(RequestType.CONSENT_PROOF_COPY, answered(false, CONSENTS)))
                    .when(answer(CONSENTS))
                    .thenNothing();
            request.given(ready(RequestType.CONSENT_PROOF_COPY, answered(false, CONSENTS)))
                    .when(
                            answer(
                                    new AnswerPart(
                                            OwnerService.CONSENT,
                                            null,
                                            Outcome.NOTHING_HELD,
                                            null)))
                    .thenRejected(RightsProblem.REQUEST_ENDED);
        }

        private static AnswerRequest answer(AnswerPart... parts) {
            return new AnswerRequest(Arrays.asList(parts), LATER);
        }
    }

    @Nested
    class Refusal {

        /** B4: a recording that rests on legitimate interest. */
        @Test
        void ofPortabilityOffersACopy() {
            request.given(opened(RequestType.PORTABILITY))
                    .when(refuse(RefusalGround.BASIS_MISMATCH))
                    .then(refusal(RefusalGround.BASIS_MISMATCH, RequestType.ACCESS));
            request.given(opened(RequestType.PORTABILITY))
                    .when(refuse(RefusalGround.RIGHTS_OF_OTHERS))
                    .then(refusal(RefusalGround.RIGHTS_OF_OTHERS, null));
        }

        @Test
        void isExcessiveOnlyWhenRepeated() {
            request.given(opened(RequestType.ACCESS, 0))
                    .when(refuse(RefusalGround.EXCESSIVE))
                    .thenRejected(RightsProblem.GROUND_NOT_APPLICABLE);
            request.given(opened(RequestType.ACCESS, 4))
                    .when(refuse(RefusalGround.EXCESSIVE))
                    .then(refusal(RefusalGround.EXCESSIVE, null));
        }

        /** Who cannot be identified was asked before (GDPR art. 12(6)). */
        @Test
        void forWantOfIdentityComesAfterAskingForIt() {
            request.given(opened(RequestType.ACCESS))
                    .when(refuse(RefusalGround.NOT_IDENTIFIABLE))
                    .thenRejected(RightsProblem.GROUND_NOT_APPLICABLE);
            request.given(opened(RequestType.ACCESS), proofAsked("2026-11-26T10:00:00Z", true))
                    .when(refuse(RefusalGround.NOT_IDENTIFIABLE))
                    .then(refusal(RefusalGround.NOT_IDENTIFIABLE, null));
        }

        @ParameterizedTest
        @EnumSource(RefusalGround.class)
        void neverMeetsAMarketingObjectionOrAWithdrawal(RefusalGround ground) {
            for (var type :
                    List.of(RequestType.MARKETING_OBJECTION, RequestType.CONSENT_WITHDRAWAL)) {
                request.given(opened(type))
                        .when(refuse(ground))
                        .thenRejected(RightsProblem.GROUND_NOT_APPLICABLE);
            }
        }

        @Test
        void isGivenOnce() {
            request.given(
                            opened(RequestType.ACCESS),
                            refusal(RefusalGround.MANIFESTLY_UNFOUNDED, null))
                    .when(refuse(RefusalGround.MANIFESTLY_UNFOUNDED))
                    .thenNothing();
            request.given(
                            opened(RequestType.ACCESS),
                            refusal(RefusalGround.MANIFESTLY_UNFOUNDED, null))
                    .when(refuse(RefusalGround.EXCESSIVE))
                    .thenRejected(RightsProblem.REQUEST_ENDED);
        }

        private static RefuseRequest refuse(RefusalGround ground) {
            return new RefuseRequest(ground, LATER);
        }
    }

    static Stream<RequestEvent> events() {
        return Stream.of(
                opened(RequestType.ERASURE),
                joined(),
                proofAsked("2026-11-26T10:00:00Z", true),
                proved("2026-12-05T10:00:00Z", "2026-12-24T23:00:00Z", "2027-01-05T23:00:00Z"),
                new DsrExtended(REQUEST, RHONE, PERSON, ExtensionReason.COMPLEX, DUE, DUE),
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

    /** law.md, table e. */
    @ParameterizedTest
    @EnumSource(RequestType.class)
    void everyRightHasTheGroundsOfTheLaw(RequestType type) {
        var special =
                switch (type) {
                    case ACCESS -> List.of(RefusalGround.RIGHTS_OF_OTHERS);
                    case RECTIFICATION -> List.of(RefusalGround.DATA_ACCURATE);
                    case ERASURE ->
                            List.of(
                                    RefusalGround.NO_GROUND,
                                    RefusalGround.EXPRESSION,
                                    RefusalGround.LEGAL_OBLIGATION,
                                    RefusalGround.PUBLIC_HEALTH,
                                    RefusalGround.ARCHIVING,
                                    RefusalGround.LEGAL_CLAIMS);
                    case RESTRICTION, AUTOMATED_DECISION_REVIEW -> List.of(RefusalGround.NO_GROUND);
                    case PORTABILITY ->
                            List.of(RefusalGround.BASIS_MISMATCH, RefusalGround.RIGHTS_OF_OTHERS);
                    case OBJECTION ->
                            List.of(
                                    RefusalGround.COMPELLING_GROUNDS,
                                    RefusalGround.LEGAL_CLAIMS,
                                    RefusalGround.LEGAL_OBLIGATION,
                                    RefusalGround.BASIS_MISMATCH);
                    default -> List.<RefusalGround>of();
                };

        assertThat(
                        type.grounds().stream()
                                .filter(
                                        ground ->
                                                !List.of(
                                                                RefusalGround.NOT_IDENTIFIABLE,
                                                                RefusalGround.MANIFESTLY_UNFOUNDED,
                                                                RefusalGround.EXCESSIVE)
                                                        .contains(ground)))
                .containsExactlyInAnyOrderElementsOf(special);
    }
}
