// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.Requests.DUE;
import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.RECEIVED;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.restricted;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.RequestCommand.ExtendDeadline;
import io.temoin.retention.rights.domain.RequestCommand.ReceiveIdentityProof;
import io.temoin.retention.rights.domain.RequestCommand.RequestIdentityProof;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestEvent.IdentityProofReceived;
import io.temoin.retention.rights.domain.RequestEvent.IdentityProofRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A question for a proof of identity that the desk dates: what it moves, and that it shows. */
class ProofDateTest {

    /** The week within which a question is prompt. */
    private static final Instant WEEK_OVER = Instant.parse("2026-12-01T23:00:00Z");

    private static final Instant WITHIN_WEEK = RECEIVED.plus(Duration.ofDays(2));
    private static final Instant AFTER_DUE = DUE.plus(Duration.ofDays(4));

    private final DeciderSpecification<RequestCommand, Request, RequestEvent> request =
            DeciderSpecification.of(new RequestDecider());

    private static IdentityProofRequested asked(
            Instant at, boolean prompt, @Nullable Instant recordedAt) {
        return new IdentityProofRequested(REQUEST, RHONE, PERSON, at, prompt, recordedAt);
    }

    /** Long before the month is over, it moves the deadline by its date alone. */
    @Test
    void isLateOnceTheWeekIsOverInWhichItIsPrompt() {
        assertThat(lateOf(asked(WITHIN_WEEK, true, WEEK_OVER)))
                .containsExactly(
                        new LateRecord(
                                DatedAct.IDENTITY_PROOF_REQUESTED,
                                WITHIN_WEEK,
                                WEEK_OVER,
                                WEEK_OVER));
        assertThat(lateOf(asked(WITHIN_WEEK, true, WEEK_OVER.minusMillis(1)))).isEmpty();
        assertThat(lateOf(asked(WITHIN_WEEK, true, null))).isEmpty();
    }

    /** One that moves nothing is late as any other act is. */
    @Test
    void isMeasuredByTheMonthIfItIsNotPrompt() {
        assertThat(lateOf(asked(WEEK_OVER, false, WEEK_OVER.plusSeconds(1)))).isEmpty();
        assertThat(lateOf(asked(WEEK_OVER, false, AFTER_DUE)))
                .containsExactly(
                        new LateRecord(
                                DatedAct.IDENTITY_PROOF_REQUESTED, WEEK_OVER, AFTER_DUE, DUE));
    }

    /** No date postpones the destruction of the recordings that a person objects to. */
    @Test
    void isPromptByItsRecordingIfThePersonObjectsToRecordings() {
        var about = restricted(RequestType.OBJECTION, null, OwnerService.RECORDING);
        Instant recorded = WEEK_OVER.plusSeconds(1);
        var late = asked(WITHIN_WEEK, false, recorded);
        request.given(opened(RequestType.OBJECTION), about)
                .when(new RequestIdentityProof(WITHIN_WEEK, recorded))
                .then(late);
        request.given(opened(RequestType.OBJECTION), about)
                .when(new RequestIdentityProof(WITHIN_WEEK, LATER))
                .then(asked(WITHIN_WEEK, true, LATER));
        var proved = new IdentityProofReceived(REQUEST, RHONE, PERSON, recorded, DUE, DUE, null);
        request.given(opened(RequestType.OBJECTION), about, late)
                .when(new ReceiveIdentityProof(recorded, recorded))
                .then(proved);
        Instant extended = Instant.parse("2027-02-24T23:00:00Z");
        request.given(opened(RequestType.OBJECTION), about, late, proved)
                .when(new ExtendDeadline(ExtensionReason.COMPLEX, null, recorded))
                .then(
                        new DsrExtended(
                                REQUEST,
                                RHONE,
                                PERSON,
                                ExtensionReason.COMPLEX,
                                extended,
                                extended,
                                recorded,
                                null));
    }

    /** An objection to something else destroys nothing by waiting. */
    @Test
    void isPromptByItsDateOtherwise() {
        Instant recorded = WEEK_OVER.plusSeconds(1);
        var all = opened(RequestType.OBJECTION);
        var elsewhere =
                new RequestEvent.RequestOpened(
                        REQUEST,
                        RHONE,
                        PERSON,
                        RequestType.OBJECTION,
                        all.intake(),
                        null,
                        null,
                        0,
                        all.country(),
                        all.zone(),
                        DUE,
                        List.of(OwnerService.CONSENT),
                        null,
                        null,
                        null);
        request.given(elsewhere)
                .when(new RequestIdentityProof(WITHIN_WEEK, recorded))
                .then(asked(WITHIN_WEEK, true, recorded));
    }

    /** Without a date either, nobody is asked once the recordings are destroyed. */
    @Test
    void comesTooLateForAnObjectionThatHasLapsed() {
        var about = restricted(RequestType.OBJECTION, null, OwnerService.RECORDING);
        request.given(opened(RequestType.OBJECTION), about)
                .when(new RequestIdentityProof(null, AFTER_DUE))
                .thenRejected(RightsProblem.DEADLINE_PASSED);
    }

    private static List<LateRecord> lateOf(IdentityProofRequested asked) {
        return ((Open) new RequestDecider().replay(List.of(opened(RequestType.ACCESS), asked)))
                .progress()
                .recordedLate();
    }
}
