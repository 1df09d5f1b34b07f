// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.OwnerService.RECORDING;
import static io.temoin.retention.rights.domain.Requests.DUE;
import static io.temoin.retention.rights.domain.Requests.ITEM;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.RECEIVED;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.lifted;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.overdue;
import static io.temoin.retention.rights.domain.Requests.proofAsked;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.RequestCommand.CheckDeadline;
import io.temoin.retention.rights.domain.RequestCommand.ExtendDeadline;
import io.temoin.retention.rights.domain.RequestCommand.OpenRequest;
import io.temoin.retention.rights.domain.RequestCommand.ReceiveIdentityProof;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import io.temoin.retention.rights.domain.RequestCommand.RequestIdentityProof;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestEvent.DsrRefused;
import io.temoin.retention.rights.domain.RequestEvent.IdentityProofReceived;
import io.temoin.retention.rights.domain.RequestEvent.IdentityProofRequested;
import io.temoin.retention.rights.domain.RequestEvent.ObjectionUpheld;
import io.temoin.retention.rights.domain.RequestEvent.ProcessingRestricted;
import io.temoin.retention.rights.domain.RequestEvent.RequestOverdue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * A letter that was found, or a date that was mistyped: the deadline runs from the date, and what
 * waiting destroys, or no longer keeps, from the day on which the desk could know of it.
 */
class LateIntakeTest {

    private static final AskedAbout ABOUT = AskedAbout.ofRecording(ITEM);

    /** When it was typed in. */
    private static final Instant FOUND = Instant.parse("2026-11-30T10:00:00Z");

    /** A month after that, the 30 December. */
    private static final Instant MONTH_OVER = Instant.parse("2026-12-30T23:00:00Z");

    private final DeciderSpecification<RequestCommand, Request, RequestEvent> request =
            DeciderSpecification.of(new RequestDecider());

    @Nested
    class AnObjection {

        private static final Instant SENT = Instant.parse("2026-10-26T09:00:00Z");

        /** 26 November. */
        private static final Instant DUE_BY_LETTER = Instant.parse("2026-11-26T23:00:00Z");

        private static final RequestOverdue LATE =
                new RequestOverdue(REQUEST, RHONE, PERSON, DUE_BY_LETTER);

        @Test
        void isOverdueAtOnceAndDestroysNothing() {
            request.given(objected()).when(new CheckDeadline(FOUND.plusSeconds(10))).then(LATE);
            request.given(objected(LATE))
                    .when(new CheckDeadline(MONTH_OVER.minusMillis(1)))
                    .thenNothing();
        }

        @Test
        void isUpheldWhenNobodyDecidesWithinAMonthOfItsRecording() {
            request.given(objected(LATE))
                    .when(new CheckDeadline(MONTH_OVER))
                    .then(
                            upheld(MONTH_OVER),
                            lifted(LiftingCause.OBJECTION_UPHELD, MONTH_OVER, RECORDING));
        }

        @Test
        void canBeRefusedUntilThen() {
            request.given(objected(LATE))
                    .when(refusal(MONTH_OVER.minusMillis(1)))
                    .then(
                            new DsrRefused(
                                    REQUEST,
                                    RHONE,
                                    PERSON,
                                    RefusalGround.LEGAL_CLAIMS,
                                    List.of(),
                                    null,
                                    MONTH_OVER.minusMillis(1),
                                    null),
                            lifted(LiftingCause.REFUSED, MONTH_OVER.minusMillis(1), RECORDING));
            request.given(objected(LATE))
                    .when(refusal(MONTH_OVER))
                    .thenRejected(RightsProblem.DEADLINE_PASSED);
        }

        @Test
        void waitsForAProofAndAMonthFromItIfThatWasAskedForWithinAWeek() {
            var asked = asked(FOUND.plusSeconds(60));
            Instant proved = MONTH_OVER.plusSeconds(60);
            Instant lapsed = Instant.parse("2027-02-01T23:00:00Z");
            request.given(objected(LATE))
                    .when(new RequestIdentityProof(FOUND.plusSeconds(60)))
                    .then(asked);
            request.given(objected(LATE, asked)).when(new CheckDeadline(MONTH_OVER)).thenNothing();
            request.given(objected(LATE, asked))
                    .when(new ReceiveIdentityProof(proved, proved))
                    .then(proof(proved));
            request.given(objected(LATE, asked, proof(proved)))
                    .when(new CheckDeadline(lapsed.minusMillis(1)))
                    .thenNothing();
            request.given(objected(LATE, asked, proof(proved)))
                    .when(new CheckDeadline(lapsed))
                    .then(upheld(lapsed), lifted(LiftingCause.OBJECTION_UPHELD, lapsed, RECORDING));
        }

        /** Asking late gains nothing. */
        @Test
        void isUpheldWithTheProofIfThatWasAskedForAfterTheWeek() {
            Instant proved = MONTH_OVER.plusSeconds(60);
            request.given(objected(LATE, asked(FOUND.plus(Duration.ofDays(8)))))
                    .when(new ReceiveIdentityProof(proved, proved))
                    .then(
                            proof(proved),
                            upheld(proved),
                            lifted(LiftingCause.OBJECTION_UPHELD, proved, RECORDING));
        }

        /** The person was told in time, by a letter that was found with theirs. */
        @Test
        void isUpheldThreeMonthsAfterItsRecordingIfItWasExtended() {
            Instant told = Instant.parse("2026-11-20T10:00:00Z");
            Instant due = Instant.parse("2027-01-26T23:00:00Z");
            Instant lapsed = Instant.parse("2027-03-01T23:00:00Z");
            var extended =
                    new DsrExtended(
                            REQUEST, RHONE, PERSON, ExtensionReason.COMPLEX, due, due, told, FOUND);
            var late = new RequestOverdue(REQUEST, RHONE, PERSON, due);
            request.given(objected(LATE))
                    .when(new ExtendDeadline(ExtensionReason.COMPLEX, told, FOUND))
                    .then(extended);
            request.given(objected(LATE, extended)).when(new CheckDeadline(due)).then(late);
            request.given(objected(LATE, extended, late))
                    .when(new CheckDeadline(lapsed))
                    .then(upheld(lapsed), lifted(LiftingCause.OBJECTION_UPHELD, lapsed, RECORDING));
        }

        private static IdentityProofRequested asked(Instant at) {
            return new IdentityProofRequested(REQUEST, RHONE, PERSON, at, false, null);
        }

        private static IdentityProofReceived proof(Instant at) {
            return new IdentityProofReceived(
                    REQUEST, RHONE, PERSON, at, DUE_BY_LETTER, DUE_BY_LETTER, null);
        }

        private static RefuseRequest refusal(Instant at) {
            return new RefuseRequest(RefusalGround.LEGAL_CLAIMS, at);
        }

        private static ObjectionUpheld upheld(Instant at) {
            return new ObjectionUpheld(REQUEST, RHONE, PERSON, ABOUT, List.of(), false, SENT, at);
        }

        private static RequestEvent[] objected(RequestEvent... more) {
            return takenIn(RequestType.OBJECTION, SENT, ABOUT, more);
        }
    }

    /** The proof that was found late: neither does it destroy anything on the spot. */
    @Test
    void anObjectionIsNotUpheldWithAProofThatIsRecordedAMonthAfterItCame() {
        var restricted = restrictedAt(RECEIVED);
        var asked = proofAsked("2026-11-26T10:00:00Z", true);
        Instant came = Instant.parse("2026-12-05T10:00:00Z");
        Instant due = Instant.parse("2027-01-05T23:00:00Z");
        Instant recorded = Instant.parse("2027-01-11T10:00:00Z");
        var proved = new IdentityProofReceived(REQUEST, RHONE, PERSON, came, DUE, due, recorded);
        request.given(opened(RequestType.OBJECTION), restricted, asked, overdue())
                .when(new ReceiveIdentityProof(came, recorded))
                .then(proved);
        request.given(opened(RequestType.OBJECTION), restricted, asked, overdue(), proved)
                .when(new CheckDeadline(recorded))
                .then(new RequestOverdue(REQUEST, RHONE, PERSON, due));
    }

    /** Of before requests said when they were recorded: since then they restrict. */
    @Test
    void anObjectionOfBeforeIsUpheldAMonthAfterItBeganToRestrict() {
        Instant lapsed = Instant.parse("2026-12-28T23:00:00Z");
        var restricted = restrictedAt(Instant.parse("2026-11-26T10:00:00Z"));
        request.given(opened(RequestType.OBJECTION), restricted)
                .when(new CheckDeadline(DUE))
                .then(overdue());
        request.given(opened(RequestType.OBJECTION), restricted, overdue())
                .when(new CheckDeadline(lapsed))
                .then(
                        Requests.upheld(false, lapsed),
                        lifted(LiftingCause.OBJECTION_UPHELD, lapsed, RECORDING));
    }

    @Nested
    class TheFreeze {

        private static final Instant SENT = Instant.parse("2026-08-01T09:00:00Z");

        @Test
        void lastsThreeMonthsFromTheRecordingOfWhatCanBeExtended() {
            for (var type : List.of(RequestType.ACCESS, RequestType.RESTRICTION)) {
                assertThat(frozenUntil(takenIn(type, SENT, ABOUT)))
                        .isEqualTo("2027-03-01T23:00:00Z");
            }
        }

        @Test
        void lastsAMonthFromItOtherwise() {
            assertThat(frozenUntil(takenIn(RequestType.INSURANCE_RECORDING_COPY, SENT, ABOUT)))
                    .isEqualTo(MONTH_OVER);
        }

        /** The proof is asked for once somebody knows of the request. */
        @Test
        void lastsLongerOnceIdentityIsProved() {
            assertThat(
                            frozenUntil(
                                    takenIn(
                                            RequestType.ACCESS,
                                            SENT,
                                            ABOUT,
                                            proofAsked("2026-12-01T10:00:00Z", false),
                                            Requests.proved(
                                                    "2026-12-10T10:00:00Z",
                                                    "2026-09-01T22:00:00Z",
                                                    "2026-09-01T22:00:00Z"))))
                    .isEqualTo("2027-03-10T23:00:00Z");
        }

        /** Of before requests said when they were recorded. */
        @Test
        void ofBeforeStaysAsItWas() {
            assertThat(frozenUntil(opened(RequestType.ACCESS))).isEqualTo("2027-02-24T23:00:00Z");
        }

        private static @Nullable Instant frozenUntil(RequestEvent... events) {
            return Request.frozenUntil((Open) new RequestDecider().replay(List.of(events)));
        }
    }

    private static ProcessingRestricted restrictedAt(Instant at) {
        return new ProcessingRestricted(
                REQUEST, RHONE, PERSON, RequestType.OBJECTION, null, List.of(RECORDING), at, null);
    }

    /** As the desk took it in on 30 November, and what followed. */
    private static RequestEvent[] takenIn(
            RequestType type, Instant receivedAt, AskedAbout about, RequestEvent... more) {
        var decider = new RequestDecider();
        List<RequestEvent> events =
                new ArrayList<>(
                        decider.decide(
                                new OpenRequest(
                                        REQUEST,
                                        RHONE,
                                        PERSON,
                                        type,
                                        new Intake(Intake.Way.ORAL, RHONE, null, null, receivedAt),
                                        about,
                                        null,
                                        null,
                                        0,
                                        "FR",
                                        ZoneId.of("Europe/Paris"),
                                        type.services(),
                                        FOUND),
                                decider.initialState()));
        events.addAll(Arrays.asList(more));
        return events.toArray(RequestEvent[]::new);
    }
}
