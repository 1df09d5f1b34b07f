// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr.domain;

import static io.temoin.retention.rights.domain.Requests.ACTOR;
import static io.temoin.retention.rights.domain.Requests.DUE;
import static io.temoin.retention.rights.domain.Requests.OTHER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.attached;
import static io.temoin.retention.rights.domain.Requests.done;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.joined;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.proofAsked;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.refused;
import static io.temoin.retention.rights.domain.Requests.withdrawn;
import static io.temoin.retention.rights.opendsr.domain.OpenDsrStatus.CANCELLED;
import static io.temoin.retention.rights.opendsr.domain.OpenDsrStatus.COMPLETED;
import static io.temoin.retention.rights.opendsr.domain.OpenDsrStatus.IN_PROGRESS;
import static io.temoin.retention.rights.opendsr.domain.OpenDsrStatus.PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.domain.ExtensionReason;
import io.temoin.retention.rights.domain.OwnerService;
import io.temoin.retention.rights.domain.RefusalGround;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RequestEvent;
import io.temoin.retention.rights.domain.RequestEvent.DsrClosed;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestEvent.RequestAssigned;
import io.temoin.retention.rights.domain.RequestEvent.RequestAttached;
import io.temoin.retention.rights.domain.RequestType;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a request, in the words of OpenDSR. */
class OpenDsrStateTest {

    private static final Instant MARCH = Instant.parse("2027-02-24T23:00:00Z");

    private static final RequestAttached ATTACHED =
            new RequestAttached(OTHER, RHONE, PERSON, REQUEST, null);

    @Test
    void whatNobodyHasBegunIsPending() {
        assertThat(of(request())).isEqualTo(new OpenDsrState(PENDING, null, DUE));
    }

    static Stream<RequestEvent> beginnings() {
        return Stream.of(
                new RequestAssigned(REQUEST, RHONE, PERSON, ACTOR),
                proofAsked("2026-11-25T09:00:00Z", true),
                done(OwnerService.CONSENT));
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void whatSomebodyBeganIsInProgress(RequestEvent begun) {
        assertThat(of(request(begun))).isEqualTo(new OpenDsrState(IN_PROGRESS, null, DUE));
    }

    @Test
    void anExtensionMovesTheExpectedCompletion() {
        var extended =
                new DsrExtended(
                        REQUEST, RHONE, PERSON, ExtensionReason.COMPLEX, MARCH, MARCH, null, null);

        assertThat(of(request(extended))).isEqualTo(new OpenDsrState(IN_PROGRESS, null, MARCH));
    }

    @Test
    void anAnswerCompletesIt() {
        var all = answered(false, granted(OwnerService.CONSENT));
        var part = answered(true, granted(OwnerService.CONSENT));

        assertThat(of(request(all)))
                .isEqualTo(new OpenDsrState(COMPLETED, OpenDsrOutcome.GRANTED, DUE));
        assertThat(of(request(part)))
                .isEqualTo(new OpenDsrState(COMPLETED, OpenDsrOutcome.PARTIALLY_GRANTED, DUE));
    }

    /** A refusal fulfils nothing, so it must not read as if the data were gone. */
    @Test
    void aRefusalIsNoCompletion() {
        var refused = refusal(RefusalGround.LEGAL_OBLIGATION, null);

        assertThat(of(request(refused)))
                .isEqualTo(new OpenDsrState(CANCELLED, OpenDsrOutcome.REFUSED, DUE));
    }

    @Test
    void closingItChangesNothing() {
        var closed =
                request(
                        answered(false, granted(OwnerService.CONSENT)),
                        new DsrClosed(REQUEST, RHONE, PERSON, DUE));

        assertThat(of(closed)).isEqualTo(new OpenDsrState(COMPLETED, OpenDsrOutcome.GRANTED, DUE));
    }

    /** The deadline of the other one would tell when that was asked for. */
    @Test
    void whatWasJoinedFollowsTheOtherOneAndKeepsItsDeadline() {
        var joined = request(joined());
        var other =
                request(
                        ATTACHED,
                        new DsrExtended(
                                REQUEST,
                                RHONE,
                                PERSON,
                                ExtensionReason.COMPLEX,
                                MARCH,
                                MARCH,
                                null,
                                null));

        assertThat(Request.answeredWith(joined)).isEqualTo(OTHER);
        assertThat(OpenDsrState.of(joined, other))
                .isEqualTo(new OpenDsrState(IN_PROGRESS, null, DUE));
        assertThat(of(joined)).isEqualTo(new OpenDsrState(PENDING, null, DUE));
    }

    /** Else the sender would see that somebody else had asked before. */
    @Test
    void whatWasBegunBeforeItWasJoinedIsNotSeen() {
        var joined = request(joined());
        var begun =
                new RequestEvent[] {
                    new RequestAssigned(REQUEST, RHONE, PERSON, ACTOR),
                    proofAsked("2026-11-25T09:00:00Z", true),
                    done(OwnerService.CONSENT),
                    ATTACHED
                };
        var more = Arrays.copyOf(begun, begun.length + 1);
        more[begun.length] = done(OwnerService.AUDIT);

        assertThat(OpenDsrState.of(joined, request(begun)).status()).isEqualTo(PENDING);
        assertThat(OpenDsrState.of(joined, request(more)).status()).isEqualTo(IN_PROGRESS);
    }

    /** The desk may close what is joined at any time, which says nothing of the answer. */
    @Test
    void whatWasJoinedIsAnsweredWithTheOtherOne() {
        var joined = request(joined());
        var closed = request(joined(), new DsrClosed(REQUEST, RHONE, PERSON, DUE));
        var answered =
                request(
                        ATTACHED,
                        answered(
                                true,
                                granted(OwnerService.CONSENT),
                                refused(OwnerService.AUDIT, RefusalGround.RIGHTS_OF_OTHERS)));
        var refused = request(ATTACHED, refusal(RefusalGround.MANIFESTLY_UNFOUNDED, null));

        assertThat(OpenDsrState.of(closed, request(ATTACHED)).status()).isEqualTo(PENDING);
        assertThat(OpenDsrState.of(joined, answered))
                .isEqualTo(new OpenDsrState(COMPLETED, OpenDsrOutcome.PARTIALLY_GRANTED, DUE));
        assertThat(OpenDsrState.of(closed, refused))
                .isEqualTo(new OpenDsrState(CANCELLED, OpenDsrOutcome.REFUSED, DUE));
    }

    /** It was joined late, since a crash had come in between. */
    @Test
    void whatWasBegunItselfStaysInProgress() {
        var joined = request(new RequestAssigned(REQUEST, RHONE, PERSON, ACTOR), joined());

        assertThat(OpenDsrState.of(joined, request(ATTACHED)).status()).isEqualTo(IN_PROGRESS);
    }

    /** Nobody answers what nobody worked on: a request that is joined is told the same. */
    @Test
    void whatIsCompletedWasInProgressBefore() {
        var completed = of(request(answered(false, granted(OwnerService.CONSENT))));
        var refused = of(request(refusal(RefusalGround.LEGAL_OBLIGATION, null)));

        assertThat(completed.since(PENDING))
                .containsExactly(new OpenDsrState(IN_PROGRESS, null, DUE), completed);
        assertThat(completed.since(IN_PROGRESS)).containsExactly(completed);
        assertThat(completed.since(COMPLETED)).isEmpty();
        assertThat(refused.since(PENDING)).containsExactly(refused);
    }

    /** Whatever becomes of it for others, its sender has taken it back. */
    @Test
    void whatItsSenderTookBackIsCancelled() {
        var cancelled = new OpenDsrState(CANCELLED, OpenDsrOutcome.WITHDRAWN, DUE);

        assertThat(of(request(withdrawn(false)))).isEqualTo(cancelled);
        assertThat(of(request(attached(), withdrawn(true)))).isEqualTo(cancelled);
        assertThat(
                        of(
                                request(
                                        attached(),
                                        withdrawn(true),
                                        answered(false, granted(OwnerService.CONSENT)))))
                .isEqualTo(cancelled);
        assertThat(of(request(joined(), withdrawn(false)))).isEqualTo(cancelled);
    }

    @Test
    void nothingIsAnsweredWithARequestThatWasTakenBack() {
        var joined = request(joined());
        var gone = request(withdrawn(false));

        assertThatThrownBy(() -> OpenDsrState.of(joined, gone))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatDoesNotExistHasNoState() {
        var nothing = new Request.Unopened();

        assertThatThrownBy(() -> of(nothing)).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> OpenDsrState.of(request(), nothing)).isInstanceOf(Rejected.class);
    }

    @Test
    void codesAreThoseOfTheProtocol() {
        assertThat(Stream.of(OpenDsrStatus.values()).map(OpenDsrStatus::code))
                .containsExactly("pending", "in_progress", "completed", "cancelled");
    }

    private static OpenDsrState of(Request request) {
        return OpenDsrState.of(request, request);
    }

    private static Request request(RequestEvent... more) {
        var decider = new RequestDecider();
        Request state = decider.evolve(decider.initialState(), opened(RequestType.ACCESS));
        for (RequestEvent event : more) {
            state = decider.evolve(state, event);
        }
        return state;
    }
}
