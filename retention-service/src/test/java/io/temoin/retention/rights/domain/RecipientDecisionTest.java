// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.RECEIVED;
import static io.temoin.retention.rights.domain.Requests.acknowledged;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.byTheDesk;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.named;
import static io.temoin.retention.rights.domain.Requests.nothing;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.ready;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.told;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.RequestCommand.CloseRequest;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.AcknowledgeRecipient;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.NotifyRecipient;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Recipients are told of what was decided, so not before it was (GDPR art. 19). */
class RecipientDecisionTest {

    private static final String HOST = "crm-host";
    private static final String EARLY_MONTH = "2026-12-24T23:00:00Z";
    private static final String A_MONTH_LATER = "2027-01-04T23:00:00Z";

    private final DeciderSpecification<RequestCommand, Request, RequestEvent> request =
            DeciderSpecification.of(new RequestDecider());

    private static NotifyRecipient tell(Instant at) {
        return new NotifyRecipient(HOST, at, LATER);
    }

    /** Of what was granted, nobody can have been told before. */
    @Test
    void areToldAgainAfterIt() {
        var granted = answered(false, granted(OwnerService.CONSENT));
        var early =
                ready(
                        RequestType.ERASURE,
                        named(byTheDesk(HOST)),
                        told(HOST, RECEIVED, EARLY_MONTH),
                        acknowledged(HOST, RECEIVED),
                        granted);

        request.given(early)
                .when(tell(RECEIVED))
                .thenRejected(RightsProblem.RECIPIENT_OUT_OF_ORDER);
        request.given(early)
                .when(new AcknowledgeRecipient(HOST, LATER, LATER))
                .thenRejected(RightsProblem.RECIPIENT_NOT_NOTIFIED);
        request.given(early).when(tell(LATER)).then(told(HOST, LATER, A_MONTH_LATER));
        request.given(ready(RequestType.ERASURE, granted, named(byTheDesk(HOST))))
                .when(tell(LATER.minusNanos(1)))
                .thenRejected(RightsProblem.RECIPIENT_OUT_OF_ORDER);
    }

    /** What was refused changes nothing of which they would be told anew. */
    @Test
    void areNotToldAgainIfNothingWasGranted() {
        request.given(
                        opened(RequestType.ERASURE),
                        named(byTheDesk(HOST)),
                        told(HOST, RECEIVED, EARLY_MONTH),
                        refusal(RefusalGround.NO_GROUND, null))
                .when(tell(RECEIVED))
                .thenNothing();
        request.given(
                        ready(
                                RequestType.ERASURE,
                                named(byTheDesk(HOST)),
                                told(HOST, RECEIVED, EARLY_MONTH),
                                answered(false, nothing(OwnerService.CONSENT))))
                .when(tell(RECEIVED))
                .thenNothing();
    }

    @Test
    void areStillToBeToldIfTheyWereToldBefore() {
        var granted = answered(false, granted(OwnerService.CONSENT));

        request.given(
                        ready(
                                RequestType.ERASURE,
                                named(byTheDesk(HOST)),
                                told(HOST, LATER.minusNanos(1), A_MONTH_LATER),
                                granted))
                .when(new CloseRequest(LATER))
                .thenRejected(RightsProblem.RECIPIENTS_OPEN);
    }
}
