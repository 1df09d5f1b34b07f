// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.OTHER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.RECEIVED;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.acknowledged;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.byTheDesk;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.grantedItem;
import static io.temoin.retention.rights.domain.Requests.named;
import static io.temoin.retention.rights.domain.Requests.nothing;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.ready;
import static io.temoin.retention.rights.domain.Requests.rectified;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.RequestCommand.CloseRequest;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.AcknowledgeRecipient;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.NotifyRecipient;
import io.temoin.retention.rights.domain.RequestEvent.DsrClosed;
import io.temoin.retention.rights.domain.RequestEvent.RectificationNoted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Recipients are told of what was decided, so not before it was (GDPR art. 19). */
class RecipientDecisionTest {

    private static final String HOST = "crm-host";
    private static final String EARLY_MONTH = "2026-12-24T23:00:00Z";
    private static final String A_MONTH_LATER = "2027-01-04T23:00:00Z";

    private static final UUID THIRD = UUID.fromString("0199c0de-0000-7000-8000-000000000333");
    private static final DsrClosed CLOSED = new DsrClosed(REQUEST, RHONE, PERSON, LATER);

    private final DeciderSpecification<RequestCommand, Request, RequestEvent> request =
            DeciderSpecification.of(new RequestDecider());

    private static NotifyRecipient tell(Instant at) {
        return tell(at, null);
    }

    private static NotifyRecipient tell(Instant at, @Nullable Instant erasedFrom) {
        return new NotifyRecipient(HOST, at, erasedFrom, LATER);
    }

    /** Of what was granted, nobody can have been told before. */
    @Test
    void areToldAgainAfterIt() {
        var granted = answered(false, granted(OwnerService.CONSENT));
        var early =
                ready(
                        RequestType.OBJECTION,
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
        request.given(ready(RequestType.OBJECTION, granted, named(byTheDesk(HOST))))
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
                                RequestType.OBJECTION,
                                named(byTheDesk(HOST)),
                                told(HOST, LATER.minusNanos(1), A_MONTH_LATER),
                                granted))
                .when(new CloseRequest(LATER))
                .thenRejected(RightsProblem.RECIPIENTS_OPEN);
    }

    /** What is restricted is so on receipt (GDPR art. 18, 19). */
    @Test
    void areToldAtOnceWhatIsRestricted() {
        request.given(
                        ready(
                                RequestType.RESTRICTION,
                                named(byTheDesk(HOST)),
                                told(HOST, RECEIVED, EARLY_MONTH),
                                answered(false, granted(OwnerService.CONSENT))))
                .when(new CloseRequest(LATER))
                .then(CLOSED);
        request.given(
                        ready(
                                RequestType.RESTRICTION,
                                named(byTheDesk(HOST)),
                                answered(false, granted(OwnerService.CONSENT))))
                .when(tell(RECEIVED))
                .then(told(HOST, RECEIVED, EARLY_MONTH));
    }

    /** What its owner put right is right before the person is answered. */
    @Test
    void areToldOnceSomethingWasPutRight() {
        var granted = answered(false, grantedItem());
        request.given(
                        ready(
                                RequestType.RECTIFICATION,
                                named(byTheDesk(HOST)),
                                rectified(),
                                told(HOST, RECEIVED, EARLY_MONTH),
                                granted))
                .when(new CloseRequest(LATER))
                .then(CLOSED);
        request.given(
                        ready(
                                RequestType.RECTIFICATION,
                                rectified(),
                                rectifiedAt(OTHER, LATER),
                                rectifiedAt(THIRD, RECEIVED),
                                named(byTheDesk(HOST))))
                .when(tell(LATER.minusNanos(1)))
                .thenRejected(RightsProblem.RECIPIENT_OUT_OF_ORDER);
        request.given(
                        ready(
                                RequestType.RECTIFICATION,
                                named(byTheDesk(HOST)),
                                told(HOST, RECEIVED, EARLY_MONTH),
                                granted))
                .when(new CloseRequest(LATER))
                .thenRejected(RightsProblem.RECIPIENTS_OPEN);
    }

    /** What goes is gone before the person is answered, and not before it was decided. */
    @Test
    void areToldOnceTheErasureBegan() {
        var open = ready(RequestType.ERASURE, named(byTheDesk(HOST)));
        var granted = answered(false, granted(OwnerService.CONSENT));

        request.given(open).when(tell(RECEIVED, RECEIVED)).then(told(HOST, RECEIVED, EARLY_MONTH));
        request.given(open).when(tell(LATER)).thenRejected(RightsProblem.RECIPIENT_OUT_OF_ORDER);
        request.given(open)
                .when(tell(RECEIVED, LATER))
                .thenRejected(RightsProblem.RECIPIENT_OUT_OF_ORDER);
        request.given(
                        ready(
                                RequestType.ERASURE,
                                named(byTheDesk(HOST)),
                                told(HOST, RECEIVED, EARLY_MONTH),
                                granted))
                .when(new CloseRequest(LATER))
                .then(CLOSED);
        request.given(ready(RequestType.ERASURE, granted, named(byTheDesk(HOST))))
                .when(tell(RECEIVED, RECEIVED))
                .then(told(HOST, RECEIVED, EARLY_MONTH));
        request.given(ready(RequestType.ERASURE, granted, named(byTheDesk(HOST))))
                .when(tell(LATER.minusNanos(1)))
                .thenRejected(RightsProblem.RECIPIENT_OUT_OF_ORDER);
    }

    /** What was closed by the rules of its time stays as it was. */
    @Test
    void areNotToldAgainOfWhatIsClosed() {
        var told = told(HOST, RECEIVED, EARLY_MONTH);
        var granted = answered(false, granted(OwnerService.CONSENT));
        var acknowledged = acknowledged(HOST, RECEIVED);

        assertThat(after(told, acknowledged, granted, CLOSED))
                .isEqualTo(new Recipient(byTheDesk(HOST), told, RECEIVED, null, null));
        assertThat(after(told, granted, acknowledged, CLOSED))
                .isEqualTo(new Recipient(byTheDesk(HOST), told, RECEIVED, null, null));
        assertThat(after(told, granted, CLOSED).isSettled()).isTrue();
        assertThat(after(granted, CLOSED).isSettled()).isFalse();
        var again = told(HOST, LATER, A_MONTH_LATER);
        assertThat(after(told, granted, again, CLOSED))
                .isEqualTo(new Recipient(byTheDesk(HOST), again, null, null, null));
    }

    private static Recipient after(RequestEvent... more) {
        List<RequestEvent> events =
                new ArrayList<>(List.of(ready(RequestType.OBJECTION, named(byTheDesk(HOST)))));
        events.addAll(List.of(more));
        return RequestDecider.correspondenceOf(new RequestDecider().replay(events))
                .recipients()
                .all()
                .getFirst();
    }

    private static RectificationNoted rectifiedAt(UUID item, Instant at) {
        return new RectificationNoted(REQUEST, RHONE, PERSON, OwnerService.RECORDING, item, at);
    }
}
