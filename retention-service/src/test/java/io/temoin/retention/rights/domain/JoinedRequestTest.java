// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.OTHER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.joined;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.proofAsked;
import static io.temoin.retention.rights.domain.Requests.proved;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.restricted;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.RequestCommand.JoinRequest;
import io.temoin.retention.rights.domain.RequestCommand.ReceiveIdentityProof;
import io.temoin.retention.rights.domain.RequestCommand.RequestIdentityProof;
import io.temoin.retention.rights.domain.RequestEvent.DsrClosed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A request that is answered with another one, for whoever took it in. */
class JoinedRequestTest {

    private final DeciderSpecification<RequestCommand, Request, RequestEvent> request =
            DeciderSpecification.of(new RequestDecider());

    /** Whoever took it in does not learn from it that it was joined. */
    @Test
    void notesAProofOfIdentityAllTheSame() {
        var asked = proofAsked("2026-12-01T10:00:00Z", true);
        var proved = proved("2026-12-01T10:00:00Z", "2026-12-24T23:00:00Z", "2027-01-04T23:00:00Z");
        var ask = new RequestIdentityProof(LATER);

        request.given(opened(RequestType.ACCESS), joined()).when(ask).then(asked);
        request.given(opened(RequestType.ACCESS), joined(), asked)
                .when(new ReceiveIdentityProof(LATER, LATER))
                .then(proved);
        request.given(opened(RequestType.ACCESS), joined(), asked, proved)
                .when(new ReceiveIdentityProof(LATER, LATER))
                .thenNothing();
        var closed = new DsrClosed(REQUEST, RHONE, PERSON, LATER);
        request.given(opened(RequestType.ACCESS), joined(), closed)
                .when(ask)
                .thenRejected(RightsProblem.REQUEST_JOINED);
        request.given(opened(RequestType.ACCESS), joined(), asked, closed)
                .when(new ReceiveIdentityProof(LATER, LATER))
                .thenRejected(RightsProblem.REQUEST_JOINED);
    }

    /** To them it restricts and keeps what it would by itself; to the desk it does not. */
    @Test
    void isSeenAsAnyOtherByWhoeverTookItIn() {
        for (RequestType type : List.of(RequestType.ACCESS, RequestType.RESTRICTION)) {
            List<RequestEvent> alone = new ArrayList<>(List.of(opened(type)));
            if (type.restricts()) {
                alone.add(restricted(type, null, OwnerService.CONSENT, OwnerService.RECORDING));
            }
            var decider = new RequestDecider();
            var unjoined = decider.replay(alone);
            var joined = new ArrayList<>(alone);
            joined.addAll(decider.decide(new JoinRequest(OTHER, LATER), unjoined));

            assertThat(decider.replay(joined)).isInstanceOf(Ended.class);
            assertThat(Request.unjoined(decider.replay(joined))).isEqualTo(unjoined);
            assertThat(Request.unjoined(unjoined)).isEqualTo(unjoined);
        }
        var refused =
                new RequestDecider()
                        .replay(
                                List.of(
                                        opened(RequestType.ACCESS),
                                        refusal(RefusalGround.MANIFESTLY_UNFOUNDED, null)));
        assertThat(Request.unjoined(refused)).isEqualTo(refused);
        var closed =
                new RequestDecider()
                        .replay(
                                List.of(
                                        opened(RequestType.ACCESS),
                                        joined(),
                                        new DsrClosed(REQUEST, RHONE, PERSON, LATER)));
        assertThat(Request.unjoined(closed)).isEqualTo(closed);
    }
}
