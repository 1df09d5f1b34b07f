// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.OwnerService.AUDIT;
import static io.temoin.retention.rights.domain.OwnerService.CONSENT;
import static io.temoin.retention.rights.domain.OwnerService.RECORDING;
import static io.temoin.retention.rights.domain.OwnerService.RETENTION;
import static io.temoin.retention.rights.domain.Requests.DUE;
import static io.temoin.retention.rights.domain.Requests.ITEM;
import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.lifted;
import static io.temoin.retention.rights.domain.Requests.nothing;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.overdue;
import static io.temoin.retention.rights.domain.Requests.proofAsked;
import static io.temoin.retention.rights.domain.Requests.proved;
import static io.temoin.retention.rights.domain.Requests.ready;
import static io.temoin.retention.rights.domain.Requests.refused;
import static io.temoin.retention.rights.domain.Requests.upheld;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.CheckDeadline;
import io.temoin.retention.rights.domain.RequestCommand.ReceiveIdentityProof;
import io.temoin.retention.rights.domain.RequestCommand.RefuseRequest;
import io.temoin.retention.rights.domain.RequestCommand.RequestIdentityProof;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an objection comes to: answered, or decided on by nobody until its last day. */
class ObjectionRequestTest {

    private final DeciderSpecification<RequestCommand, Request, RequestEvent> request =
            DeciderSpecification.of(new RequestDecider());

    @Test
    void thatAreUpheldDestroyTheRecordingsThatWereNotRefused() {
        AnswerPart[] parts = {
            nothing(CONSENT),
            granted(RECORDING),
            refused(RECORDING, RefusalGround.LEGAL_CLAIMS),
            nothing(RETENTION),
            nothing(AUDIT)
        };
        request.given(ready(RequestType.OBJECTION))
                .when(new AnswerRequest(List.of(parts), LATER))
                .then(
                        answered(true, parts),
                        upheld(true, LATER, ITEM),
                        lifted(LiftingCause.OBJECTION_UPHELD, LATER, CONSENT, RECORDING));
    }

    /** The person waits no longer than the month, whatever the desk does. */
    @Test
    void onWhichNobodyDecidesAreUpheldAtTheDeadline() {
        request.given(ready(RequestType.OBJECTION))
                .when(new CheckDeadline(DUE.minusSeconds(1)))
                .thenNothing();
        request.given(ready(RequestType.OBJECTION))
                .when(new CheckDeadline(DUE))
                .then(
                        overdue(),
                        upheld(false, DUE),
                        lifted(LiftingCause.OBJECTION_UPHELD, DUE, RECORDING));
        request.given(ready(RequestType.OBJECTION, lapsed()))
                .when(new CheckDeadline(DUE.plusSeconds(1)))
                .thenNothing();
    }

    @Test
    void cannotBeRefusedOnceUpheldForWantOfADecision() {
        var refuse = new RefuseRequest(RefusalGround.COMPELLING_GROUNDS, DUE.plusSeconds(1));
        AnswerPart[] parts = {
            nothing(CONSENT),
            refused(RECORDING, RefusalGround.COMPELLING_GROUNDS),
            nothing(RETENTION),
            nothing(AUDIT)
        };

        request.given(ready(RequestType.OBJECTION))
                .when(refuse)
                .thenRejected(RightsProblem.DEADLINE_PASSED);
        request.given(ready(RequestType.OBJECTION, lapsed()))
                .when(new AnswerRequest(List.of(parts), DUE.plusSeconds(1)))
                .thenRejected(RightsProblem.DEADLINE_PASSED);
        parts[1] = granted(RECORDING);
        var late =
                new RequestEvent.DsrAnswered(
                        REQUEST, RHONE, PERSON, false, List.of(parts), DUE.plusSeconds(1), null);
        request.given(ready(RequestType.OBJECTION, lapsed()))
                .when(new AnswerRequest(List.of(parts), DUE.plusSeconds(1)))
                .then(late, lifted(LiftingCause.ANSWERED, DUE.plusSeconds(1), CONSENT));
    }

    /** Somebody else's recordings are not destroyed by waiting. */
    @Test
    void waitForAProofOfIdentity() {
        var asked = proofAsked("2026-12-20T10:00:00Z", false);
        var proof = new ReceiveIdentityProof(DUE.plusSeconds(60), DUE.plusSeconds(60));
        var late = DUE.plusSeconds(60);
        var proved =
                new RequestEvent.IdentityProofReceived(
                        REQUEST, RHONE, PERSON, late, DUE, DUE, null);

        request.given(ready(RequestType.OBJECTION, asked))
                .when(new CheckDeadline(DUE))
                .then(overdue());
        request.given(ready(RequestType.OBJECTION, asked, overdue()))
                .when(proof)
                .then(
                        proved,
                        upheld(false, late),
                        lifted(LiftingCause.OBJECTION_UPHELD, late, RECORDING));
    }

    /** consent-service knew the person. */
    @Test
    void thatConsentServiceTookInNeedNoProof() {
        request.given(Requests.objectionToRecordings())
                .when(new RequestIdentityProof(LATER))
                .thenRejected(RightsProblem.PROOF_NOT_ALLOWED);
    }

    /** Of before there were restrictions: recording-service has set them apart already. */
    @Test
    void ofBeforeStayAsTheyWere() {
        request.given(opened(RequestType.OBJECTION)).when(new CheckDeadline(DUE)).then(overdue());
    }

    private static RequestEvent[] lapsed() {
        return new RequestEvent[] {
            overdue(), upheld(false, DUE), lifted(LiftingCause.OBJECTION_UPHELD, DUE, RECORDING)
        };
    }
}
