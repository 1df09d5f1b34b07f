// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.Requests.ACTOR;
import static io.temoin.retention.rights.domain.Requests.DUE;
import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.attached;
import static io.temoin.retention.rights.domain.Requests.done;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.joined;
import static io.temoin.retention.rights.domain.Requests.lifted;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.proofAsked;
import static io.temoin.retention.rights.domain.Requests.ready;
import static io.temoin.retention.rights.domain.Requests.rectified;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.restricted;
import static io.temoin.retention.rights.domain.Requests.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.RequestCommand.AssignRequest;
import io.temoin.retention.rights.domain.RequestCommand.CloseRequest;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.NameRecipients;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import io.temoin.retention.rights.domain.RequestCommand.WithdrawRequest;
import io.temoin.retention.rights.domain.RequestEvent.DsrClosed;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestEvent.RequestAssigned;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A request that was passed on may be taken back, as long as nobody has begun. */
class RequestWithdrawalTest {

    private static final WithdrawRequest WITHDRAW = withdraw(false);
    private static final RequestAssigned ASSIGNED =
            new RequestAssigned(REQUEST, RHONE, PERSON, ACTOR);

    private final DeciderSpecification<RequestCommand, Request, RequestEvent> request =
            DeciderSpecification.of(new RequestDecider());

    private static WithdrawRequest withdraw(boolean begun) {
        return new WithdrawRequest(RHONE, WithdrawalReason.CANCELLED_BY_SENDER, begun, LATER);
    }

    private static RequestEvent[] restricting(RequestEvent... more) {
        return Stream.concat(
                        Stream.of(
                                opened(RequestType.ERASURE),
                                restricted(
                                        RequestType.ERASURE,
                                        null,
                                        OwnerService.CONSENT,
                                        OwnerService.RECORDING)),
                        Stream.of(more))
                .toArray(RequestEvent[]::new);
    }

    @Test
    void endsTheRequestAndWhatItRestricts() {
        request.given(opened(RequestType.ACCESS)).when(WITHDRAW).then(withdrawn(false));
        request.given(restricting())
                .when(WITHDRAW)
                .then(
                        withdrawn(false),
                        lifted(
                                LiftingCause.WITHDRAWN,
                                LATER,
                                OwnerService.CONSENT,
                                OwnerService.RECORDING));
    }

    @Test
    void happensOnce() {
        request.given(opened(RequestType.ACCESS), withdrawn(false)).when(WITHDRAW).thenNothing();
        request.given(opened(RequestType.ACCESS), attached(), withdrawn(true))
                .when(WITHDRAW)
                .thenNothing();
        request.given().when(WITHDRAW).thenRejected(RightsProblem.REQUEST_UNKNOWN);
    }

    static Stream<RequestEvent> beginnings() {
        return Stream.of(
                ASSIGNED,
                proofAsked("2026-11-25T09:00:00Z", true),
                done(OwnerService.CONSENT),
                rectified(),
                new DsrExtended(
                        REQUEST, RHONE, PERSON, ExtensionReason.COMPLEX, DUE, DUE, null, null));
    }

    /** What was sent, read or destroyed since cannot be taken back. */
    @ParameterizedTest
    @MethodSource("beginnings")
    void isNotPossibleOnceSomebodyHasBegun(RequestEvent begun) {
        request.given(opened(RequestType.ACCESS), begun)
                .when(WITHDRAW)
                .thenRejected(RightsProblem.REQUEST_BEGUN);
        request.given(opened(RequestType.ACCESS), begun, joined())
                .when(WITHDRAW)
                .thenRejected(RightsProblem.REQUEST_BEGUN);
    }

    @Test
    void isNotPossibleOnceOtherWorkHasBegun() {
        request.given(opened(RequestType.ERASURE))
                .when(withdraw(true))
                .thenRejected(RightsProblem.REQUEST_BEGUN);
    }

    @Test
    void isNotPossibleOnceItHasEnded() {
        request.given(ready(RequestType.ACCESS, answered(false, granted(OwnerService.CONSENT))))
                .when(WITHDRAW)
                .thenRejected(RightsProblem.REQUEST_ENDED);
        request.given(opened(RequestType.ACCESS), refusal(RefusalGround.EXCESSIVE, null))
                .when(WITHDRAW)
                .thenRejected(RightsProblem.REQUEST_ENDED);
    }

    /** The desk closed it, which its sender cannot see before the other one is answered. */
    @Test
    void takesBackWhatWasJoinedAndClosed() {
        request.given(
                        opened(RequestType.ACCESS),
                        joined(),
                        new DsrClosed(REQUEST, RHONE, PERSON, LATER))
                .when(WITHDRAW)
                .then(withdrawn(false));
    }

    /** Others asked themselves, and are answered with it: for them it restricts and goes on. */
    @Test
    void endsNothingForOthersWhoAreAnsweredWithIt() {
        request.given(restricting(attached())).when(WITHDRAW).then(withdrawn(true));
        request.given(restricting(attached(), withdrawn(true)))
                .when(new AssignRequest(ACTOR, LATER))
                .then(ASSIGNED);
    }

    /** The other request goes on, and restricts the same. */
    @Test
    void ofOneThatWasJoinedChangesNothingForTheOther() {
        request.given(opened(RequestType.ACCESS), joined()).when(WITHDRAW).then(withdrawn(false));
    }

    @Test
    void leavesNothingToDecide() {
        RequestEvent[] given = {opened(RequestType.ERASURE), withdrawn(false)};

        for (RequestCommand command :
                List.of(
                        new AssignRequest(ACTOR, LATER),
                        new RefuseRequest(RefusalGround.NO_GROUND, LATER),
                        new NameRecipients(List.of(), LATER))) {
            request.given(given).when(command).thenRejected(RightsProblem.REQUEST_ENDED);
        }
        request.given(given)
                .when(new CloseRequest(LATER))
                .then(new DsrClosed(REQUEST, RHONE, PERSON, LATER));
    }

    @Test
    void isKnownOfTheRequest() {
        assertThat(WithdrawalRules.withdrawalOf(after(opened(RequestType.ACCESS)))).isNull();
        assertThat(WithdrawalRules.withdrawalOf(after(opened(RequestType.ACCESS), joined())))
                .isNull();
        assertThat(
                        WithdrawalRules.withdrawalOf(
                                after(opened(RequestType.ACCESS), attached(), withdrawn(true))))
                .isEqualTo(withdrawn(true));
        assertThat(
                        WithdrawalRules.withdrawalOf(
                                after(
                                        opened(RequestType.ACCESS),
                                        attached(),
                                        withdrawn(true),
                                        refusal(RefusalGround.EXCESSIVE, null))))
                .isEqualTo(withdrawn(true));
        assertThat(
                        WithdrawalRules.withdrawalOf(
                                after(opened(RequestType.ACCESS), joined(), withdrawn(false))))
                .isEqualTo(withdrawn(false));
        assertThatThrownBy(() -> WithdrawalRules.withdrawalOf(new Request.Unopened()))
                .isInstanceOf(Rejected.class);
    }

    /** The desk sees that the deadline of before still binds it for the others. */
    @Test
    void movesNoDeadline() {
        var goesOn = after(opened(RequestType.ACCESS), attached(), withdrawn(true));

        assertThat(((Request.Open) goesOn).progress().deadline().effective())
                .isEqualTo(Instant.parse("2026-12-24T23:00:00Z"));
    }

    private static Request after(RequestEvent... events) {
        var decider = new RequestDecider();
        Request state = decider.initialState();
        for (var event : events) {
            state = decider.evolve(state, event);
        }
        return state;
    }
}
