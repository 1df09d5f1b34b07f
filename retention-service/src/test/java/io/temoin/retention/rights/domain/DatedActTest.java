// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.Requests.DUE;
import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.OTHER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.RECEIVED;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.attached;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.grantedItem;
import static io.temoin.retention.rights.domain.Requests.nothing;
import static io.temoin.retention.rights.domain.Requests.objectionToRecordings;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.overdue;
import static io.temoin.retention.rights.domain.Requests.proofAsked;
import static io.temoin.retention.rights.domain.Requests.proved;
import static io.temoin.retention.rights.domain.Requests.ready;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.refused;
import static io.temoin.retention.rights.domain.Requests.restricted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Progress;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.AttachRequest;
import io.temoin.retention.rights.domain.RequestCommand.ExtendDeadline;
import io.temoin.retention.rights.domain.RequestCommand.ReceiveIdentityProof;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import io.temoin.retention.rights.domain.RequestCommand.RequestIdentityProof;
import io.temoin.retention.rights.domain.RequestEvent.DsrAnswered;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestEvent.DsrRefused;
import io.temoin.retention.rights.domain.RequestEvent.IdentityProofReceived;
import io.temoin.retention.rights.domain.RequestEvent.IdentityProofRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Acts that were done before they are recorded: the date of the act counts, and both stay. */
class DatedActTest {

    /** When what happened before the deadline is typed in: after it. */
    private static final Instant RECORDED = DUE.plus(Duration.ofDays(4));

    private static final List<AnswerPart> PARTS = List.of(granted(OwnerService.CONSENT));

    private final DeciderSpecification<RequestCommand, Request, RequestEvent> request =
            DeciderSpecification.of(new RequestDecider());

    private static DsrAnswered given(Instant at, @Nullable Instant recordedAt) {
        return new DsrAnswered(REQUEST, RHONE, PERSON, false, PARTS, at, recordedAt);
    }

    private static AnswerRequest answer(@Nullable Instant at, Instant now) {
        return new AnswerRequest(PARTS, at, null, now);
    }

    private static DsrExtended extended(Instant at, @Nullable Instant recordedAt) {
        Instant due = Instant.parse("2027-02-24T23:00:00Z");
        return new DsrExtended(
                REQUEST, RHONE, PERSON, ExtensionReason.COMPLEX, due, due, at, recordedAt);
    }

    private static DsrRefused refusedOn(Instant at, @Nullable Instant recordedAt) {
        return new DsrRefused(
                REQUEST, RHONE, PERSON, RefusalGround.NO_GROUND, List.of(), null, at, recordedAt);
    }

    private static IdentityProofRequested asked(Instant at, boolean prompt, Instant recordedAt) {
        return new IdentityProofRequested(REQUEST, RHONE, PERSON, at, prompt, recordedAt);
    }

    @Nested
    class Recorded {

        /** In time by its date, and said to be overdue all the same. */
        @Test
        void anAnswerIsOfTheDayItWasSent() {
            request.given(ready(RequestType.CONSENT_PROOF_COPY))
                    .when(answer(LATER, RECORDED))
                    .then(overdue(), given(LATER, RECORDED));
        }

        @Test
        void anAnswerThatIsRecordedAtOnceHasOneDate() {
            request.given(ready(RequestType.CONSENT_PROOF_COPY))
                    .when(answer(LATER, LATER))
                    .then(given(LATER, null));
        }

        /** As a part by part answer that refuses, too. */
        @Test
        void aRefusalIsOfTheDayItWasSent() {
            request.given(opened(RequestType.AUTOMATED_DECISION_REVIEW))
                    .when(new RefuseRequest(RefusalGround.NO_GROUND, LATER, RECORDED))
                    .then(overdue(), refusedOn(LATER, RECORDED));
            var parts =
                    RequestType.AUTOMATED_DECISION_REVIEW.services().stream()
                            .map(service -> refused(service, RefusalGround.NO_GROUND))
                            .toList();
            request.given(ready(RequestType.AUTOMATED_DECISION_REVIEW))
                    .when(new AnswerRequest(parts, LATER, null, DUE.minusMillis(1)))
                    .then(
                            new DsrRefused(
                                    REQUEST,
                                    RHONE,
                                    PERSON,
                                    RefusalGround.NO_GROUND,
                                    parts,
                                    null,
                                    LATER,
                                    DUE.minusMillis(1)));
        }

        /** The person was told in time, so the three months run; the first one was missed. */
        @Test
        void anExtensionIsOfTheDayOnWhichThePersonWasTold() {
            request.given(opened(RequestType.ACCESS))
                    .when(new ExtendDeadline(ExtensionReason.COMPLEX, LATER, RECORDED))
                    .then(overdue(), extended(LATER, RECORDED));
            request.given(opened(RequestType.ACCESS), overdue())
                    .when(new ExtendDeadline(ExtensionReason.COMPLEX, LATER, RECORDED))
                    .then(extended(LATER, RECORDED));
            request.given(opened(RequestType.ACCESS))
                    .when(new ExtendDeadline(ExtensionReason.COMPLEX, DUE, RECORDED))
                    .thenRejected(RightsProblem.DEADLINE_PASSED);
        }

        /** Within a week by its date: the month runs from the proof. */
        @Test
        void aProofIsAskedForAndArrivesOnItsDay() {
            Instant asked = RECEIVED.plus(Duration.ofDays(2));
            request.given(opened(RequestType.ACCESS))
                    .when(new RequestIdentityProof(asked, LATER.plus(Duration.ofDays(9))))
                    .then(asked(asked, true, LATER.plus(Duration.ofDays(9))));
            request.given(opened(RequestType.ACCESS), asked(asked, true, LATER))
                    .when(new ReceiveIdentityProof(Instant.parse("2026-12-05T10:00:00Z"), RECORDED))
                    .then(
                            overdue(),
                            new IdentityProofReceived(
                                    REQUEST,
                                    RHONE,
                                    PERSON,
                                    Instant.parse("2026-12-05T10:00:00Z"),
                                    DUE,
                                    Instant.parse("2027-01-05T23:00:00Z"),
                                    RECORDED));
        }

        @Test
        void aRepeatedActIsTheSameOnItsOwnDateOrOnNone() {
            var all = ready(RequestType.CONSENT_PROOF_COPY, given(LATER, RECORDED));
            request.given(all).when(answer(LATER, RECORDED)).thenNothing();
            request.given(all).when(answer(null, RECORDED)).thenNothing();
            request.given(all)
                    .when(answer(LATER.plusSeconds(1), RECORDED))
                    .thenRejected(RightsProblem.REQUEST_ENDED);

            var ground = RefusalGround.NO_GROUND;
            var over =
                    new RequestEvent[] {
                        opened(RequestType.AUTOMATED_DECISION_REVIEW), refusal(ground, null)
                    };
            request.given(over).when(new RefuseRequest(ground, LATER, RECORDED)).thenNothing();
            request.given(over)
                    .when(new RefuseRequest(ground, RECEIVED, RECORDED))
                    .thenRejected(RightsProblem.REQUEST_ENDED);

            var part = refused(OwnerService.CONSENT, RefusalGround.NO_GROUND);
            var partly = ready(RequestType.AUTOMATED_DECISION_REVIEW, refusal(ground, null, part));
            request.given(partly)
                    .when(new AnswerRequest(List.of(part), LATER, null, RECORDED))
                    .thenNothing();
            request.given(partly)
                    .when(new AnswerRequest(List.of(part), RECEIVED, null, RECORDED))
                    .thenRejected(RightsProblem.REQUEST_ENDED);

            var waiting =
                    new RequestEvent[] {
                        opened(RequestType.ACCESS), proofAsked(LATER.toString(), true)
                    };
            request.given(waiting).when(new RequestIdentityProof(LATER, RECORDED)).thenNothing();
            request.given(waiting)
                    .when(new RequestIdentityProof(RECEIVED, RECORDED))
                    .thenRejected(RightsProblem.PROOF_OUT_OF_ORDER);
        }
    }

    @Nested
    class OutOfOrder {

        private static final Instant BEFORE = RECEIVED.minusSeconds(1);

        static Stream<Arguments> acts() {
            var access = List.<RequestEvent>of(opened(RequestType.ACCESS));
            var copy = List.of(ready(RequestType.CONSENT_PROOF_COPY));
            return Stream.of(
                    Arguments.of(access, new RequestIdentityProof(BEFORE, LATER), "/requestedAt"),
                    Arguments.of(
                            access,
                            new ExtendDeadline(ExtensionReason.COMPLEX, BEFORE, LATER),
                            "/informedAt"),
                    Arguments.of(copy, answer(BEFORE, LATER), "/answeredAt"),
                    Arguments.of(
                            List.of(opened(RequestType.AUTOMATED_DECISION_REVIEW)),
                            new RefuseRequest(RefusalGround.NO_GROUND, BEFORE, LATER),
                            "/refusedAt"),
                    // before the person had proved who they are, or was asked to
                    Arguments.of(
                            List.of(
                                    ready(
                                            RequestType.CONSENT_PROOF_COPY,
                                            proofAsked(RECEIVED.toString(), true),
                                            proved(
                                                    LATER.toString(),
                                                    DUE.toString(),
                                                    "2027-01-01T23:00:00Z"))),
                            answer(LATER.minusSeconds(1), RECORDED),
                            "/answeredAt"),
                    Arguments.of(
                            List.of(opened(RequestType.ACCESS), proofAsked(LATER.toString(), true)),
                            new RefuseRequest(
                                    RefusalGround.NOT_IDENTIFIABLE,
                                    LATER.minusSeconds(1),
                                    RECORDED),
                            "/refusedAt"),
                    // before the person was told that it takes longer
                    Arguments.of(
                            List.of(
                                    opened(RequestType.AUTOMATED_DECISION_REVIEW),
                                    extended(LATER, null)),
                            new RefuseRequest(
                                    RefusalGround.NO_GROUND, LATER.minusSeconds(1), RECORDED),
                            "/refusedAt"),
                    // before the other request was received that it answers, too
                    Arguments.of(
                            List.of(
                                    ready(
                                            RequestType.CONSENT_PROOF_COPY,
                                            attached(null),
                                            attached(LATER))),
                            answer(LATER.minusSeconds(1), RECORDED),
                            "/answeredAt"),
                    // before the recording was rectified, or the erasure begun
                    Arguments.of(
                            List.of(
                                    ready(
                                            RequestType.RECTIFICATION,
                                            new RequestEvent.RectificationNoted(
                                                    REQUEST,
                                                    RHONE,
                                                    PERSON,
                                                    OwnerService.RECORDING,
                                                    Requests.ITEM,
                                                    LATER))),
                            new AnswerRequest(
                                    List.of(
                                            nothing(OwnerService.CONSENT),
                                            grantedItem(),
                                            nothing(OwnerService.RETENTION),
                                            nothing(OwnerService.AUDIT)),
                                    LATER.minusSeconds(1),
                                    null,
                                    RECORDED),
                            "/answeredAt"),
                    Arguments.of(
                            copy,
                            answer(LATER.minusSeconds(1), RECORDED)
                                    .after(new BegunErasure(LATER, true)),
                            "/answeredAt"));
        }

        @ParameterizedTest
        @MethodSource("acts")
        void anActIsNotDatedBeforeWhatItFollowsUpon(
                List<RequestEvent> before, RequestCommand command, String pointer) {
            Request state = stateAfter(before.toArray(RequestEvent[]::new));
            assertThatExceptionOfType(Rejected.class)
                    .isThrownBy(() -> new RequestDecider().decide(command, state))
                    .satisfies(
                            refused -> {
                                assertThat(refused.code())
                                        .isEqualTo(RightsProblem.ACT_OUT_OF_ORDER);
                                assertThat(refused.violations().getFirst().pointer())
                                        .isEqualTo(pointer);
                            });
        }

        /** What is destroyed because nobody had decided is not brought back by a date. */
        @Test
        void noDateDecidesAnObjectionThatHasLapsed() {
            var about = restricted(RequestType.OBJECTION, null, OwnerService.RECORDING);
            for (RequestCommand command :
                    List.of(
                            new RefuseRequest(RefusalGround.LEGAL_CLAIMS, LATER, RECORDED),
                            new ExtendDeadline(ExtensionReason.COMPLEX, LATER, RECORDED))) {
                request.given(objectionToRecordings(), about)
                        .when(command)
                        .thenRejected(RightsProblem.DEADLINE_PASSED);
            }
            request.given(opened(RequestType.OBJECTION), about)
                    .when(new RequestIdentityProof(LATER, RECORDED))
                    .thenRejected(RightsProblem.DEADLINE_PASSED);
        }
    }

    @Nested
    class Late {

        @Test
        void isWhatWasRecordedAfterTheDeadlineThatItsDateMeets() {
            assertThat(lateOf(opened(RequestType.ACCESS), extended(LATER, RECORDED)))
                    .containsExactly(new LateRecord(DatedAct.EXTENSION, LATER, RECORDED, DUE));
            assertThat(lateOf(opened(RequestType.ACCESS), given(LATER, RECORDED)))
                    .containsExactly(new LateRecord(DatedAct.ANSWER, LATER, RECORDED, DUE));
            assertThat(lateOf(opened(RequestType.ACCESS), refusedOn(LATER, RECORDED)))
                    .containsExactly(new LateRecord(DatedAct.REFUSAL, LATER, RECORDED, DUE));
            var asked = asked(RECEIVED, true, RECORDED);
            var due = Instant.parse("2027-01-01T23:00:00Z");
            var proved =
                    new IdentityProofReceived(
                            REQUEST, RHONE, PERSON, LATER, DUE, due, RECORDED.plusSeconds(1));
            assertThat(lateOf(opened(RequestType.ACCESS), asked, proved))
                    .containsExactly(
                            new LateRecord(
                                    DatedAct.IDENTITY_PROOF_REQUESTED,
                                    RECEIVED,
                                    RECORDED,
                                    Instant.parse("2026-12-01T23:00:00Z")),
                            new LateRecord(
                                    DatedAct.IDENTITY_PROOF_RECEIVED,
                                    LATER,
                                    RECORDED.plusSeconds(1),
                                    DUE));
        }

        /** What came too late by its own date is overdue, and nothing else. */
        @Test
        void isNothingElse() {
            assertThat(lateOf(opened(RequestType.ACCESS), given(LATER, null))).isEmpty();
            assertThat(lateOf(opened(RequestType.ACCESS), given(RECEIVED, LATER))).isEmpty();
            assertThat(lateOf(opened(RequestType.ACCESS), given(DUE, RECORDED))).isEmpty();
            var unknown =
                    new DsrExtended(
                            REQUEST, RHONE, PERSON, ExtensionReason.COMPLEX, DUE, DUE, null, null);
            assertThat(lateOf(opened(RequestType.ACCESS), unknown, answered(false))).isEmpty();
        }

        private static List<LateRecord> lateOf(RequestEvent... events) {
            return progress(stateAfter(events)).recordedLate();
        }

        private static Progress progress(Request state) {
            return switch (state) {
                case Open open -> open.progress();
                case Ended ended -> ended.progress();
                case Request.Unopened _ -> throw new AssertionError();
            };
        }
    }

    /** The moment of the receipt of a request that is joined comes with it. */
    @Test
    void aJoinedRequestBringsTheDayOfItsReceipt() {
        request.given(opened(RequestType.ACCESS))
                .when(
                        new AttachRequest(
                                OTHER,
                                Intake.Way.LETTER,
                                RequestType.ACCESS.services(),
                                LATER,
                                RECORDED))
                .then(attached(LATER));
    }

    private static Request stateAfter(RequestEvent... events) {
        var decider = new RequestDecider();
        Request state = decider.initialState();
        for (var event : events) {
            state = decider.evolve(state, event);
        }
        return state;
    }
}
