// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.Requests.ACTOR;
import static io.temoin.retention.rights.domain.Requests.DIGEST;
import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.RECEIVED;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.joined;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.RequestCommand.RecordLetter;
import io.temoin.retention.rights.domain.RequestEvent.DsrClosed;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestLetterTest {

    private final DeciderSpecification<RequestCommand, Request, RequestEvent> request =
            DeciderSpecification.of(new RequestDecider());

    private static RecordLetter letter(LetterKind kind, Instant sentAt) {
        return new RecordLetter(kind, "fr", DIGEST, ACTOR, sentAt, LATER);
    }

    @Test
    void isRecordedOnceForEachMoment() {
        var again = LATER.plusSeconds(60);

        request.given(opened(RequestType.ACCESS))
                .when(letter(LetterKind.ACKNOWLEDGEMENT, RECEIVED))
                .then(sent(LetterKind.ACKNOWLEDGEMENT, RECEIVED));
        request.given(opened(RequestType.ACCESS), sent(LetterKind.ACKNOWLEDGEMENT, RECEIVED))
                .when(letter(LetterKind.ACKNOWLEDGEMENT, RECEIVED))
                .thenNothing();
        request.given(opened(RequestType.ACCESS), sent(LetterKind.ACKNOWLEDGEMENT, RECEIVED))
                .when(letter(LetterKind.ACKNOWLEDGEMENT, again))
                .then(sent(LetterKind.ACKNOWLEDGEMENT, again));
    }

    /** Who is refused is written to afterwards, and so is who learns where the answer is given. */
    @Test
    void isRecordedUntilTheRequestIsClosed() {
        var refused = refusal(RefusalGround.MANIFESTLY_UNFOUNDED, null);

        request.given(opened(RequestType.ACCESS), refused)
                .when(letter(LetterKind.REFUSAL, LATER))
                .then(sent(LetterKind.REFUSAL, LATER));
        request.given(opened(RequestType.ACCESS), joined())
                .when(letter(LetterKind.ACKNOWLEDGEMENT, LATER))
                .then(sent(LetterKind.ACKNOWLEDGEMENT, LATER));
        request.given(
                        opened(RequestType.ACCESS),
                        refused,
                        new DsrClosed(REQUEST, RHONE, PERSON, LATER))
                .when(letter(LetterKind.REFUSAL, LATER))
                .thenRejected(RightsProblem.REQUEST_ENDED);
    }

    @Test
    void isNotSentBeforeThereIsARequest() {
        request.given()
                .when(letter(LetterKind.ACKNOWLEDGEMENT, LATER))
                .thenRejected(RightsProblem.REQUEST_UNKNOWN);
        request.given(opened(RequestType.ACCESS))
                .when(letter(LetterKind.ACKNOWLEDGEMENT, RECEIVED.minusNanos(1)))
                .thenRejected(RightsProblem.LETTER_OUT_OF_ORDER);
    }

    @Test
    void isKeptWithTheReasonOfAnExtension() {
        var extended =
                new DsrExtended(
                        REQUEST,
                        RHONE,
                        PERSON,
                        ExtensionReason.NUMEROUS,
                        Requests.DUE,
                        Requests.DUE,
                        null,
                        null);
        var decider = new RequestDecider();
        Request state = decider.initialState();
        for (var event :
                new RequestEvent[] {
                    opened(RequestType.ACCESS), extended, sent(LetterKind.EXTENSION, LATER)
                }) {
            state = decider.evolve(state, event);
        }

        assertThat(RequestDecider.correspondenceOf(state))
                .isEqualTo(
                        new Correspondence(
                                extended,
                                List.of(sent(LetterKind.EXTENSION, LATER)),
                                Recipients.NONE));
        assertThat(RequestDecider.correspondenceOf(decider.initialState()))
                .isEqualTo(Correspondence.NONE);
    }
}
