// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.Requests.DUE;
import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.done;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.lifted;
import static io.temoin.retention.rights.domain.Requests.notConcerned;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.overdue;
import static io.temoin.retention.rights.domain.Requests.proofAsked;
import static io.temoin.retention.rights.domain.Requests.ready;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import io.temoin.retention.rights.domain.RequestEvent.DsrAnswered;
import io.temoin.retention.rights.domain.RequestEvent.DsrRefused;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** When an answer or a refusal is lawful. */
class RequestAnswerTest {

    private final DeciderSpecification<RequestCommand, Request, RequestEvent> request =
            DeciderSpecification.of(new RequestDecider());

    @Nested
    class Answer {

        private static final BegunErasure ERASED = new BegunErasure(LATER, true);
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

        /** What a service keeps may have nothing to do with what was asked. */
        @Test
        void mayLeaveOutServicesThatAreNotConcerned() {
            var consents = notConcerned(OwnerService.CONSENT);
            var items = notConcerned(OwnerService.RETENTION);
            var trail = notConcerned(OwnerService.AUDIT);
            var recordings = notConcerned(OwnerService.RECORDING);
            var one =
                    new AnswerPart(
                            OwnerService.CONSENT, Requests.ITEM, Outcome.NOT_CONCERNED, null);

            request.given(ready(RequestType.ERASURE))
                    .when(answer(consents, RECORDINGS, items, trail))
                    .then(
                            answered(false, consents, RECORDINGS, items, trail),
                            lifted(LiftingCause.ANSWERED, LATER, OwnerService.CONSENT));
            request.given(ready(RequestType.ERASURE))
                    .when(answer(consents, recordings, items, trail))
                    .thenRejected(RightsProblem.ANSWER_INCONSISTENT);
            request.given(ready(RequestType.ERASURE))
                    .when(answer(one, RECORDINGS, items, trail))
                    .thenRejected(RightsProblem.ANSWER_INCONSISTENT);
        }

        /** One recording is held, the rest goes. */
        @Test
        void mayRefuseAPartWithItsGround() {
            request.given(ready(RequestType.ERASURE))
                    .when(answer(CONSENTS, RECORDINGS, HELD, ITEMS, TRAIL))
                    .then(answered(true, CONSENTS, RECORDINGS, HELD, ITEMS, TRAIL));
        }

        /** Nothing is granted: whatever is not held does not make it an answer. */
        @Test
        void thatGrantsNothingIsARefusal() {
            var nothing = new AnswerPart(OwnerService.CONSENT, null, Outcome.NOTHING_HELD, null);
            var items = refused(OwnerService.RETENTION, RefusalGround.LEGAL_CLAIMS);
            var trail = refused(OwnerService.AUDIT, RefusalGround.LEGAL_OBLIGATION);
            var sameTrail = refused(OwnerService.AUDIT, RefusalGround.LEGAL_CLAIMS);

            request.given(ready(RequestType.ERASURE))
                    .when(answer(nothing, HELD, items, trail))
                    .then(
                            refusal(null, null, nothing, HELD, items, trail),
                            lifted(LiftingCause.REFUSED, LATER, OwnerService.CONSENT));
            request.given(ready(RequestType.ERASURE))
                    .when(answer(nothing, HELD, items, sameTrail))
                    .then(
                            refusal(
                                    RefusalGround.LEGAL_CLAIMS,
                                    null,
                                    nothing,
                                    HELD,
                                    items,
                                    sameTrail),
                            lifted(LiftingCause.REFUSED, LATER, OwnerService.CONSENT));
            request.given(
                            ready(
                                    RequestType.ERASURE,
                                    refusal(null, null, nothing, HELD, items, trail)))
                    .when(answer(nothing, HELD, items, trail))
                    .thenNothing();
            request.given(
                            ready(
                                    RequestType.ERASURE,
                                    refusal(null, null, nothing, HELD, items, trail)))
                    .when(answer(nothing, HELD, items, sameTrail))
                    .thenRejected(RightsProblem.REQUEST_ENDED);
        }

        /** A late answer does not hide that it is late. */
        @Test
        void thatIsLateSaysSoOnce() {
            var parts = List.of(CONSENTS, RECORDINGS, ITEMS, TRAIL);
            var late = new AnswerRequest(parts, DUE).after(ERASED);
            var given = new DsrAnswered(REQUEST, RHONE, PERSON, false, parts, DUE, null);

            request.given(ready(RequestType.ERASURE)).when(late).then(overdue(), given);
            request.given(ready(RequestType.ERASURE, overdue())).when(late).then(given);
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
                    // nothing but refusals, of one service
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
            return new AnswerRequest(Arrays.asList(parts), LATER).after(ERASED);
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
        void thatIsLateSaysSo() {
            request.given(opened(RequestType.RESTRICTION))
                    .when(new RefuseRequest(RefusalGround.NO_GROUND, DUE))
                    .then(
                            overdue(),
                            new DsrRefused(
                                    REQUEST,
                                    RHONE,
                                    PERSON,
                                    RefusalGround.NO_GROUND,
                                    List.of(),
                                    null,
                                    DUE,
                                    null));
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
