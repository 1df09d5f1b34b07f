// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.NOTE;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.joined;
import static io.temoin.retention.rights.domain.Requests.noted;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.proofAsked;
import static io.temoin.retention.rights.domain.Requests.proved;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.RequestCommand.ActUnjoined;
import io.temoin.retention.rights.domain.RequestCommand.NoteOnRequest;
import io.temoin.retention.rights.domain.RequestCommand.ReceiveIdentityProof;
import io.temoin.retention.rights.domain.RequestCommand.RequestIdentityProof;
import io.temoin.retention.rights.domain.RequestEvent.DsrClosed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A request that is answered with another one, for whoever took it in. */
class JoinedRequestTest {

    private static final DsrClosed CLOSED = new DsrClosed(REQUEST, RHONE, PERSON, LATER);

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
        request.given(opened(RequestType.ACCESS), joined(), CLOSED)
                .when(ask)
                .thenRejected(RightsProblem.REQUEST_JOINED);
        request.given(opened(RequestType.ACCESS), joined(), asked, CLOSED)
                .when(new ReceiveIdentityProof(LATER, LATER))
                .thenRejected(RightsProblem.REQUEST_JOINED);
    }

    /** The desk may close it before the other one is answered: they see it open. */
    @Test
    void isWorkedOnAsAnyOtherByWhoeverTookItIn() {
        var asked = proofAsked("2026-12-01T10:00:00Z", true);
        var ask = new RequestIdentityProof(LATER);
        var note = new NoteOnRequest(NOTE, text(), Requests.ACTOR, LATER);
        var open = after(opened(RequestType.ACCESS));

        for (RequestEvent[] given : joinedAndClosed()) {
            request.given(given).when(new ActUnjoined(ask, open)).then(asked);
            request.given(given).when(new ActUnjoined(note, open)).then(noted());
        }
        request.given(opened(RequestType.ACCESS), joined(), asked, CLOSED)
                .when(new ActUnjoined(ask, open))
                .thenNothing();
        request.given(opened(RequestType.ACCESS), joined(), CLOSED)
                .when(new ActUnjoined(new ReceiveIdentityProof(LATER, LATER), open))
                .thenRejected(RightsProblem.PROOF_OUT_OF_ORDER);
    }

    /** The refusal is that of a request that was answered itself. */
    @Test
    void endsForWhoeverTookItInWhenTheOtherOneIsAnswered() {
        var ask = new RequestIdentityProof(LATER);
        var note = new NoteOnRequest(NOTE, text(), Requests.ACTOR, LATER);
        var refusal = refusal(RefusalGround.MANIFESTLY_UNFOUNDED, null);
        var answering = after(opened(RequestType.ACCESS), refusal);
        var closed = after(opened(RequestType.ACCESS), refusal, CLOSED);

        for (RequestEvent[] given : joinedAndClosed()) {
            request.given(given)
                    .when(new ActUnjoined(ask, answering))
                    .thenRejected(RightsProblem.REQUEST_ENDED);
            request.given(given)
                    .when(new ActUnjoined(note, closed))
                    .thenRejected(RightsProblem.REQUEST_ENDED);
        }
        request.given(opened(RequestType.ACCESS), joined())
                .when(new ActUnjoined(note, answering))
                .then(noted());
        request.given(opened(RequestType.ACCESS), joined(), CLOSED)
                .when(new ActUnjoined(note, answering))
                .thenRejected(RightsProblem.REQUEST_ENDED);
    }

    @Test
    void isLeftAloneIfItWasNotJoined() {
        var ask = new ActUnjoined(new RequestIdentityProof(LATER), new Request.Unopened());

        request.given(opened(RequestType.ACCESS))
                .when(ask)
                .then(proofAsked("2026-12-01T10:00:00Z", true));
        request.given(opened(RequestType.ACCESS), refusal(RefusalGround.MANIFESTLY_UNFOUNDED, null))
                .when(ask)
                .thenRejected(RightsProblem.REQUEST_ENDED);
        request.given().when(ask).thenRejected(RightsProblem.REQUEST_UNKNOWN);
        assertThat(ask.now()).isEqualTo(LATER);
    }

    private static List<RequestEvent[]> joinedAndClosed() {
        return List.of(
                new RequestEvent[] {opened(RequestType.ACCESS), joined()},
                new RequestEvent[] {opened(RequestType.ACCESS), joined(), CLOSED});
    }

    private static Request after(RequestEvent... events) {
        return new RequestDecider().replay(List.of(events));
    }
}
