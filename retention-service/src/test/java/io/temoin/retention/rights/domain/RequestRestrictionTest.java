// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.OwnerService.AUDIT;
import static io.temoin.retention.rights.domain.OwnerService.CONSENT;
import static io.temoin.retention.rights.domain.OwnerService.RECORDING;
import static io.temoin.retention.rights.domain.OwnerService.RETENTION;
import static io.temoin.retention.rights.domain.Requests.DUE;
import static io.temoin.retention.rights.domain.Requests.ITEM;
import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.OTHER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.RECEIVED;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.asking;
import static io.temoin.retention.rights.domain.Requests.attached;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.joined;
import static io.temoin.retention.rights.domain.Requests.lifted;
import static io.temoin.retention.rights.domain.Requests.nothing;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.proofAsked;
import static io.temoin.retention.rights.domain.Requests.proved;
import static io.temoin.retention.rights.domain.Requests.ready;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.refused;
import static io.temoin.retention.rights.domain.Requests.restricted;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.AttachRequest;
import io.temoin.retention.rights.domain.RequestCommand.JoinRequest;
import io.temoin.retention.rights.domain.RequestCommand.LiftRestriction;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import io.temoin.retention.rights.domain.RequestEvent.ProcessingRestrictionLifted;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a request restricts and keeps from its receipt on: the fifth column of table e. */
class RequestRestrictionTest {

    private static final Set<RequestType> RESTRICTING =
            EnumSet.of(
                    RequestType.RECTIFICATION,
                    RequestType.ERASURE,
                    RequestType.RESTRICTION,
                    RequestType.OBJECTION);

    private final DeciderSpecification<RequestCommand, Request, RequestEvent> request =
            DeciderSpecification.of(new RequestDecider());

    @Nested
    class OnReceipt {

        @ParameterizedTest
        @EnumSource(RequestType.class)
        void restrictsWhatTheTypeRestricts(RequestType type) {
            var given = request.given().when(asking(type));
            if (RESTRICTING.contains(type)) {
                given.then(opened(type), restricted(type, null, CONSENT, RECORDING));
            } else {
                given.then(opened(type));
            }
        }

        /** Whether somebody may be called is no question of one recording or one call. */
        @Test
        void restrictsNoCallsIfItIsAboutOneRecording() {
            for (var about : List.of(AskedAbout.ofRecording(ITEM), AskedAbout.ofDecision(ITEM))) {
                request.given()
                        .when(asking(RequestType.ERASURE, about, 0))
                        .then(
                                opened(RequestType.ERASURE, about, 0),
                                restricted(RequestType.ERASURE, about, RECORDING));
            }
        }

        @Test
        void keepsWhatWasAskedForUntilTheLastDayForAnAnswer() {
            var kept =
                    Stream.of(RequestType.values())
                            .filter(type -> Request.frozenUntil(open(opened(type))) != null)
                            .collect(Collectors.toSet());

            assertThat(kept)
                    .containsExactlyInAnyOrder(
                            RequestType.ACCESS,
                            RequestType.PORTABILITY,
                            RequestType.RESTRICTION,
                            RequestType.CONSENT_PROOF_COPY,
                            RequestType.INSURANCE_RECORDING_COPY,
                            RequestType.MIFID_RECORDING_COPY);
            assertThat(Request.frozenUntil(open(opened(RequestType.ACCESS))))
                    .isEqualTo("2027-02-24T23:00:00Z");
            assertThat(Request.frozenUntil(open(opened(RequestType.INSURANCE_RECORDING_COPY))))
                    .isEqualTo(DUE);
        }

        @Test
        void keepsItLongerOnceIdentityIsProved() {
            var proved =
                    proved("2026-12-05T10:00:00Z", "2026-12-24T23:00:00Z", "2027-01-05T23:00:00Z");

            assertThat(
                            Request.frozenUntil(
                                    open(
                                            opened(RequestType.ACCESS),
                                            proofAsked("2026-11-26T10:00:00Z", true),
                                            proved)))
                    .isEqualTo("2027-03-05T23:00:00Z");
        }

        private static Request.Open open(RequestEvent... events) {
            return (Request.Open) new RequestDecider().replay(List.of(events));
        }
    }

    /** Granted to nobody, refused for one reason, or granted: what then is lifted. */
    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(
                        RequestType.RECTIFICATION,
                        List.of(nothing(CONSENT), nothing(RECORDING)),
                        lifted(LiftingCause.ANSWERED, LATER, CONSENT, RECORDING)),
                Arguments.of(
                        RequestType.RESTRICTION,
                        List.of(granted(CONSENT), nothing(RECORDING)),
                        lifted(LiftingCause.ANSWERED, LATER, RECORDING)),
                Arguments.of(
                        RequestType.ERASURE,
                        List.of(granted(CONSENT), refused(RECORDING, RefusalGround.EXPRESSION)),
                        lifted(LiftingCause.ANSWERED, LATER, RECORDING)),
                Arguments.of(
                        RequestType.ERASURE,
                        List.of(granted(CONSENT), refused(RECORDING, RefusalGround.LEGAL_CLAIMS)),
                        null),
                Arguments.of(
                        RequestType.OBJECTION,
                        List.of(
                                granted(CONSENT),
                                refused(RECORDING, RefusalGround.COMPELLING_GROUNDS)),
                        lifted(LiftingCause.ANSWERED, LATER, RECORDING)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerLiftsWhatItLeavesNoReasonFor(
            RequestType type, List<AnswerPart> some, ProcessingRestrictionLifted lifting) {
        AnswerPart[] parts =
                Stream.concat(some.stream(), Stream.of(granted(RETENTION), granted(AUDIT)))
                        .toArray(AnswerPart[]::new);
        var answer = answered(some.stream().anyMatch(part -> part.ground() != null), parts);
        var command = new AnswerRequest(List.of(parts), LATER);
        var erased = new BegunErasure(LATER, true);
        var when = request.given(ready(type)).when(command.after(erased));
        if (lifting == null) {
            when.then(answer);
        } else {
            when.then(answer, lifting);
        }
    }

    @Nested
    class Refusals {

        @Test
        void liftTheRestriction() {
            for (var type : List.of(RequestType.RECTIFICATION, RequestType.RESTRICTION)) {
                request.given(ready(type))
                        .when(new RefuseRequest(RefusalGround.MANIFESTLY_UNFOUNDED, LATER))
                        .then(
                                refusal(RefusalGround.MANIFESTLY_UNFOUNDED, null),
                                lifted(LiftingCause.REFUSED, LATER, CONSENT, RECORDING));
            }
        }

        /** A13: what is kept for claims alone serves nothing else. */
        @Test
        void leaveRestrictedWhatIsKeptForLegalClaims() {
            for (var ground : List.of(RefusalGround.LEGAL_CLAIMS, RefusalGround.LEGAL_OBLIGATION)) {
                request.given(ready(RequestType.ERASURE))
                        .when(new RefuseRequest(ground, LATER))
                        .then(refusal(ground, null));
            }
            request.given(ready(RequestType.ERASURE))
                    .when(new RefuseRequest(RefusalGround.NO_GROUND, LATER))
                    .then(
                            refusal(RefusalGround.NO_GROUND, null),
                            lifted(LiftingCause.REFUSED, LATER, CONSENT, RECORDING));
        }
    }

    @Nested
    class Liftings {

        private static final Instant TOLD = Instant.parse("2026-11-30T10:00:00Z");

        private static final LiftRestriction LIFT = new LiftRestriction(TOLD, LATER);

        private static final ProcessingRestrictionLifted LIFTED =
                new ProcessingRestrictionLifted(
                        REQUEST,
                        RHONE,
                        PERSON,
                        List.of(CONSENT, RECORDING),
                        LiftingCause.PERSON_INFORMED,
                        TOLD,
                        LATER);

        private static final RequestEvent GRANTED =
                answered(
                        false,
                        granted(CONSENT),
                        granted(RECORDING),
                        granted(RETENTION),
                        granted(AUDIT));

        /** GDPR art. 18(3). */
        @Test
        void comeAfterThePersonWasTold() {
            request.given(ready(RequestType.RESTRICTION, GRANTED)).when(LIFT).then(LIFTED);
            request.given(ready(RequestType.RESTRICTION, GRANTED, LIFTED)).when(LIFT).thenNothing();
            request.given(ready(RequestType.RESTRICTION, GRANTED))
                    .when(new LiftRestriction(RECEIVED.minusSeconds(1), LATER))
                    .thenRejected(RightsProblem.PERSON_NOT_INFORMED);
        }

        @Test
        void areNotBeforeTheAnswerNorOfWhatRestrictsNothing() {
            request.given(ready(RequestType.RESTRICTION))
                    .when(LIFT)
                    .thenRejected(RightsProblem.REQUEST_OPEN);
            request.given(ready(RequestType.ACCESS, GRANTED))
                    .when(LIFT)
                    .thenRejected(RightsProblem.REQUEST_NOT_RESTRICTING);
            request.given(
                            opened(RequestType.RESTRICTION),
                            restricted(RequestType.RESTRICTION, null, CONSENT, RECORDING),
                            joined())
                    .when(LIFT)
                    .thenRejected(RightsProblem.REQUEST_NOT_RESTRICTING);
            request.given().when(LIFT).thenRejected(RightsProblem.REQUEST_UNKNOWN);
        }
    }

    @Nested
    class Joining {

        private static final AttachRequest ATTACH =
                new AttachRequest(
                        OTHER, Intake.Way.ORAL, RequestType.ERASURE.services(), null, LATER);

        /** The one that answers both restricts the same. */
        @Test
        void endsTheRestrictionOfTheJoinedOneOnly() {
            request.given(
                            opened(RequestType.ERASURE),
                            restricted(RequestType.ERASURE, null, CONSENT, RECORDING))
                    .when(new JoinRequest(OTHER, LATER))
                    .then(joined(), lifted(LiftingCause.JOINED, LATER, CONSENT, RECORDING));
            request.given(
                            opened(RequestType.ERASURE),
                            restricted(RequestType.ERASURE, null, CONSENT, RECORDING))
                    .when(ATTACH)
                    .then(attached());
        }

        /** One of before there were restrictions begins to restrict when another relies on it. */
        @Test
        void restrictsWhatAnOlderOneDidNot() {
            request.given(opened(RequestType.ERASURE))
                    .when(ATTACH)
                    .then(
                            attached(),
                            new RequestEvent.ProcessingRestricted(
                                    REQUEST,
                                    RHONE,
                                    PERSON,
                                    RequestType.ERASURE,
                                    null,
                                    List.of(CONSENT, RECORDING),
                                    LATER,
                                    null));
        }

        /** Else the calls of the wider one would go on. */
        @Test
        void isNotToAnObjectionToRecordingsAlone() {
            request.given(Requests.objectionToRecordings())
                    .when(ATTACH)
                    .thenRejected(RightsProblem.TASK_UNKNOWN);
        }

        /** The wider one may be extended or wait for a proof; that of recordings is upheld. */
        @Test
        void isNotOfAnObjectionToRecordingsAlone() {
            request.given(opened(RequestType.OBJECTION))
                    .when(
                            new AttachRequest(
                                    OTHER, Intake.Way.ORAL, List.of(RECORDING), null, LATER))
                    .thenRejected(RightsProblem.TASK_UNKNOWN);
        }
    }
}
