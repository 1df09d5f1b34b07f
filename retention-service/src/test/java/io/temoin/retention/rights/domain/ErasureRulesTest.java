// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.OTHER;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.erasureDecided;
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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.DecideErasure;
import io.temoin.retention.rights.domain.RequestCommand.JoinRequest;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import io.temoin.retention.rights.domain.RequestCommand.WithdrawRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom the desk may erase, and when. */
class ErasureRulesTest {

    private final DeciderSpecification<RequestCommand, Request, RequestEvent> spec =
            DeciderSpecification.of(new RequestDecider());

    private static Request request(RequestEvent... events) {
        return new RequestDecider().replay(List.of(events));
    }

    private static void assertRefused(Request request, RightsProblem why) {
        assertThatThrownBy(() -> ErasureRules.requireReady(request))
                .isInstanceOfSatisfying(
                        Rejected.class, refused -> assertThat(refused.code()).isEqualTo(why));
    }

    @Test
    void isForWhoeverAskedForErasure() {
        assertThat(ErasureRules.requireReady(request(opened(RequestType.ERASURE))).request())
                .isEqualTo(REQUEST);
        assertRefused(request(opened(RequestType.ACCESS)), RightsProblem.REQUEST_NOT_FOR_ERASURE);
        assertRefused(request(), RightsProblem.REQUEST_UNKNOWN);
    }

    @Test
    void waitsForTheProofOfIdentity() {
        var asked = proofAsked("2026-11-26T09:30:00Z", true);
        assertRefused(request(opened(RequestType.ERASURE), asked), RightsProblem.IDENTITY_UNPROVEN);
        var proof = proved("2026-12-05T09:30:00Z", "2026-12-24T23:00:00Z", "2027-01-05T23:00:00Z");
        assertThat(
                        ErasureRules.requireReady(
                                        request(opened(RequestType.ERASURE), asked, proof))
                                .request())
                .isEqualTo(REQUEST);
    }

    /** It still shows what was done. */
    @Test
    void isOverWhenTheRequestIsAnswered() {
        var answered =
                request(ready(RequestType.ERASURE, answered(false, granted(OwnerService.CONSENT))));
        assertRefused(answered, RightsProblem.REQUEST_ENDED);
        assertThat(ErasureRules.requireErasure(answered).request()).isEqualTo(REQUEST);
    }

    @Test
    void isDecidedOnceAndStaysAsItWas() {
        var decide = new DecideErasure(ErasureGround.NO_LONGER_NECESSARY, LATER);
        var again = new DecideErasure(ErasureGround.CONSENT_WITHDRAWN, LATER.plusSeconds(1));
        var opened = opened(RequestType.ERASURE);
        spec.given(opened).when(decide).then(erasureDecided());
        spec.given(opened, erasureDecided()).when(again).thenNothing();
        var begunBefore = new DecideErasure(ErasureGround.CONSENT_WITHDRAWN, true, LATER);
        spec.given(opened).when(begunBefore).thenNothing();

        assertThat(ErasureRules.decisionOf(request(opened, erasureDecided())))
                .isEqualTo(erasureDecided());
        assertThat(ErasureRules.decisionOf(request(opened))).isNull();
        assertThat(ErasureRules.decisionOf(request())).isNull();
        var answered =
                ready(
                        RequestType.ERASURE,
                        erasureDecided(),
                        answered(false, granted(OwnerService.CONSENT)));
        assertThat(ErasureRules.decisionOf(request(answered))).isEqualTo(erasureDecided());
    }

    /** Whichever of the two is recorded first, the other one is refused. */
    @Test
    void outrulesARefusalAndIsOutruledByOne() {
        var decide = new DecideErasure(ErasureGround.NO_LONGER_NECESSARY, LATER);
        var refuse = new RefuseRequest(RefusalGround.MANIFESTLY_UNFOUNDED, LATER);
        var opened = opened(RequestType.ERASURE);
        spec.given(opened, refusal(RefusalGround.MANIFESTLY_UNFOUNDED, null))
                .when(decide)
                .thenRejected(RightsProblem.REQUEST_ENDED);
        spec.given(opened, joined()).when(decide).thenRejected(RightsProblem.REQUEST_ENDED);
        spec.given(opened, erasureDecided()).when(refuse).thenRejected(RightsProblem.ERASURE_BEGUN);
    }

    /** What stays is refused with the answer, unless that would refuse everything. */
    @Test
    void isAnsweredPartByPart() {
        var decided = ready(RequestType.ERASURE, erasureDecided());
        var kept = refused(OwnerService.RECORDING, RefusalGround.LEGAL_OBLIGATION);
        spec.given(decided)
                .when(answer(kept, nothing(OwnerService.CONSENT)))
                .thenRejected(RightsProblem.ERASURE_BEGUN);
        spec.given(decided)
                .when(answer(kept, granted(OwnerService.CONSENT)))
                .then(
                        answered(
                                true,
                                kept,
                                granted(OwnerService.CONSENT),
                                nothing(OwnerService.RETENTION),
                                nothing(OwnerService.AUDIT)));
    }

    /** Decided, begun or neither: the person is not told so before it is true. */
    @Test
    void isGrantedOnceItIsComplete() {
        var granted = answer(granted(OwnerService.CONSENT), nothing(OwnerService.RECORDING));
        var decided = ready(RequestType.ERASURE, erasureDecided());
        spec.given(ready(RequestType.ERASURE))
                .when(granted.after(null))
                .thenRejected(RightsProblem.TASKS_OPEN);
        spec.given(decided).when(granted.after(null)).thenRejected(RightsProblem.TASKS_OPEN);
        spec.given(decided)
                .when(granted.after(new BegunErasure(LATER, false)))
                .thenRejected(RightsProblem.TASKS_OPEN);
        var nobody = answer(nothing(OwnerService.CONSENT), nothing(OwnerService.RECORDING));
        spec.given(ready(RequestType.ERASURE))
                .when(nobody.after(null))
                .then(
                        answered(false, nobody.parts().toArray(AnswerPart[]::new)),
                        lifted(
                                LiftingCause.ANSWERED,
                                LATER,
                                OwnerService.CONSENT,
                                OwnerService.RECORDING));
    }

    /** A joined request has no answer of its own, and its sender can take back one not begun. */
    @Test
    void keepsTheRequestFromBeingJoinedOrTakenBack() {
        var opened = opened(RequestType.ERASURE);
        spec.given(opened, erasureDecided()).when(new JoinRequest(OTHER, LATER)).thenNothing();
        spec.given(opened, erasureDecided())
                .when(
                        new WithdrawRequest(
                                RHONE, WithdrawalReason.CANCELLED_BY_SENDER, false, LATER))
                .thenRejected(RightsProblem.REQUEST_BEGUN);
    }

    private static AnswerRequest answer(AnswerPart... parts) {
        List<AnswerPart> all = new ArrayList<>(List.of(parts));
        all.add(nothing(OwnerService.RETENTION));
        all.add(nothing(OwnerService.AUDIT));
        return new AnswerRequest(all, LATER).after(new BegunErasure(LATER, true));
    }
}
