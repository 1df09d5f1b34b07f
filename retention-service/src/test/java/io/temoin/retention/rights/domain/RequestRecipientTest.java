// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.Requests.DUE;
import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.RECEIVED;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.acknowledged;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.byTheDesk;
import static io.temoin.retention.rights.domain.Requests.declared;
import static io.temoin.retention.rights.domain.Requests.excused;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.joined;
import static io.temoin.retention.rights.domain.Requests.named;
import static io.temoin.retention.rights.domain.Requests.nothing;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.ready;
import static io.temoin.retention.rights.domain.Requests.refusal;
import static io.temoin.retention.rights.domain.Requests.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.RequestCommand.CloseRequest;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.AcknowledgeRecipient;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.ExcuseRecipient;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.NameRecipients;
import io.temoin.retention.rights.domain.RequestCommand.RecipientCommand.NotifyRecipient;
import io.temoin.retention.rights.domain.RequestEvent.DsrClosed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** GDPR art. 19: who received the data is told what became of them. */
class RequestRecipientTest {

    private static final String HOST = "crm-host";
    private static final String A_MONTH_LATER = "2027-01-04T23:00:00Z";
    private static final Instant LATE = Instant.parse("2026-12-03T10:00:00Z");
    private static final Set<RequestType> TELLING =
            EnumSet.of(
                    RequestType.RECTIFICATION,
                    RequestType.ERASURE,
                    RequestType.RESTRICTION,
                    RequestType.OBJECTION);
    private static final DsrClosed CLOSED = new DsrClosed(REQUEST, RHONE, PERSON, LATER);

    private final DeciderSpecification<RequestCommand, Request, RequestEvent> request =
            DeciderSpecification.of(new RequestDecider());

    private static NameRecipients name(NamedRecipient... recipients) {
        return new NameRecipients(List.of(recipients), LATER);
    }

    private static NotifyRecipient tell(String recipient, Instant at) {
        return new NotifyRecipient(recipient, at, RECEIVED, LATER);
    }

    private static AcknowledgeRecipient acknowledge(Instant at) {
        return new AcknowledgeRecipient(HOST, at, LATER);
    }

    private static ExcuseRecipient excuse(RecipientExcuse reason) {
        return new ExcuseRecipient(HOST, reason, LATER);
    }

    /** An erasure about which it is known that the data went to one recipient. */
    private static RequestEvent[] erasure(RequestEvent... more) {
        var all = new ArrayList<RequestEvent>();
        all.add(opened(RequestType.ERASURE));
        all.add(named(byTheDesk(HOST)));
        all.addAll(List.of(more));
        return all.toArray(RequestEvent[]::new);
    }

    @Nested
    class Naming {

        @ParameterizedTest
        @EnumSource(RequestType.class)
        void isForWhatRecipientsOrThePersonAreTold(RequestType type) {
            var named = request.given(opened(type)).when(name(declared("quality-team")));
            if (TELLING.contains(type)
                    || type == RequestType.ACCESS
                    || type == RequestType.RECIPIENT_LIST) {
                named.then(named(declared("quality-team")));
            } else {
                named.thenRejected(RightsProblem.RECIPIENTS_NOT_CONCERNED);
            }
        }

        @Test
        void addsThoseThatWereNotNamedBefore() {
            request.given(erasure())
                    .when(name(declared(HOST), byTheDesk("mailer")))
                    .then(named(byTheDesk("mailer")));
            request.given(erasure()).when(name(byTheDesk(HOST))).thenNothing();
        }

        /** Nobody is an answer, too; it is given once. */
        @Test
        void mayFindNobody() {
            request.given(opened(RequestType.ERASURE)).when(name()).then(named());
            request.given(opened(RequestType.ERASURE), named()).when(name()).thenNothing();
        }

        @Test
        void isPossibleUntilTheRequestIsClosed() {
            request.given().when(name()).thenRejected(RightsProblem.REQUEST_UNKNOWN);
            request.given(
                            ready(
                                    RequestType.ERASURE,
                                    answered(false, granted(OwnerService.CONSENT))))
                    .when(name())
                    .then(named());
            request.given(opened(RequestType.ERASURE), joined())
                    .when(name())
                    .thenRejected(RightsProblem.REQUEST_JOINED);
            request.given(
                            opened(RequestType.ERASURE),
                            refusal(RefusalGround.NO_GROUND, null),
                            CLOSED)
                    .when(name())
                    .thenRejected(RightsProblem.REQUEST_ENDED);
        }
    }

    @Nested
    class Telling {

        /** The month to acknowledge ends after a holiday and a weekend. */
        @Test
        void startsTheMonthToAcknowledge() {
            request.given(erasure()).when(tell(HOST, LATER)).then(told(HOST, LATER, A_MONTH_LATER));
            request.given(erasure(told(HOST, LATER, A_MONTH_LATER)))
                    .when(tell(HOST, LATER))
                    .thenNothing();
            request.given(erasure(told(HOST, LATER, A_MONTH_LATER)))
                    .when(tell(HOST, LATE))
                    .thenRejected(RightsProblem.RECIPIENT_SETTLED);
        }

        @Test
        void isOfARecipientOfTheRequestAndAfterIt() {
            request.given(erasure())
                    .when(tell("mailer", LATER))
                    .thenRejected(RightsProblem.RECIPIENT_UNKNOWN);
            request.given(erasure())
                    .when(tell(HOST, RECEIVED.minusNanos(1)))
                    .thenRejected(RightsProblem.RECIPIENT_OUT_OF_ORDER);
            request.given(opened(RequestType.ACCESS), named(byTheDesk(HOST)))
                    .when(tell(HOST, LATER))
                    .thenRejected(RightsProblem.RECIPIENTS_NOT_CONCERNED);
        }

        @Test
        void isPossibleAfterAll() {
            request.given(erasure(excused(HOST, RecipientExcuse.IMPOSSIBLE)))
                    .when(tell(HOST, LATER))
                    .then(told(HOST, LATER, A_MONTH_LATER));
        }
    }

    @Nested
    class Acknowledging {

        @Test
        void followsTheNotification() {
            request.given(erasure())
                    .when(acknowledge(LATE))
                    .thenRejected(RightsProblem.RECIPIENT_NOT_NOTIFIED);
            request.given(erasure(told(HOST, LATER, A_MONTH_LATER)))
                    .when(acknowledge(LATER.minusNanos(1)))
                    .thenRejected(RightsProblem.RECIPIENT_OUT_OF_ORDER);
            request.given(erasure(told(HOST, LATER, A_MONTH_LATER)))
                    .when(acknowledge(LATE))
                    .then(acknowledged(HOST, LATE));
        }

        @Test
        void happensOnce() {
            var given = erasure(told(HOST, LATER, A_MONTH_LATER), acknowledged(HOST, LATE));

            request.given(given).when(acknowledge(LATE)).thenNothing();
            request.given(given)
                    .when(acknowledge(LATER))
                    .thenRejected(RightsProblem.RECIPIENT_SETTLED);
        }
    }

    @Nested
    class Excusing {

        @Test
        void hasAReason() {
            request.given(erasure())
                    .when(excuse(RecipientExcuse.DISPROPORTIONATE))
                    .then(excused(HOST, RecipientExcuse.DISPROPORTIONATE));
            request.given(erasure(excused(HOST, RecipientExcuse.IMPOSSIBLE)))
                    .when(excuse(RecipientExcuse.IMPOSSIBLE))
                    .thenNothing();
        }

        /** Else the person would read that somebody received what they did not. */
        @Test
        void isThatNothingWasDisclosedAlsoWhereNobodyIsTold() {
            request.given(opened(RequestType.ACCESS), named(declared(HOST)))
                    .when(excuse(RecipientExcuse.NOT_DISCLOSED))
                    .then(excused(HOST, RecipientExcuse.NOT_DISCLOSED));
            request.given(opened(RequestType.ACCESS), named(byTheDesk(HOST)))
                    .when(excuse(RecipientExcuse.IMPOSSIBLE))
                    .thenRejected(RightsProblem.RECIPIENTS_NOT_CONCERNED);
            request.given(opened(RequestType.CONSENT_PROOF_COPY))
                    .when(excuse(RecipientExcuse.NOT_DISCLOSED))
                    .thenRejected(RightsProblem.RECIPIENTS_NOT_CONCERNED);
        }

        /** Whoever the desk names as a recipient has received something, by its own word. */
        @Test
        void isNotThatNothingWasDisclosedToWhomTheDeskNamed() {
            request.given(erasure())
                    .when(excuse(RecipientExcuse.NOT_DISCLOSED))
                    .thenRejected(RightsProblem.RECIPIENT_SETTLED);
            request.given(opened(RequestType.ACCESS), named(byTheDesk(HOST)))
                    .when(excuse(RecipientExcuse.NOT_DISCLOSED))
                    .thenRejected(RightsProblem.RECIPIENT_SETTLED);
        }

        @Test
        void isNotChangedAndNotOfThoseWhoWereTold() {
            request.given(erasure(excused(HOST, RecipientExcuse.IMPOSSIBLE)))
                    .when(excuse(RecipientExcuse.NOT_DISCLOSED))
                    .thenRejected(RightsProblem.RECIPIENT_SETTLED);
            request.given(erasure(told(HOST, LATER, A_MONTH_LATER)))
                    .when(excuse(RecipientExcuse.IMPOSSIBLE))
                    .thenRejected(RightsProblem.RECIPIENT_SETTLED);
        }
    }

    @Nested
    class Closing {

        private static final CloseRequest CLOSE = new CloseRequest(LATER);

        @ParameterizedTest
        @EnumSource(
                value = RequestType.class,
                names = {"RECTIFICATION", "ERASURE", "RESTRICTION", "OBJECTION"})
        void waitsForThoseWhoReceivedTheData(RequestType type) {
            var granted = answered(false, granted(OwnerService.CONSENT));

            request.given(ready(type, granted))
                    .when(CLOSE)
                    .thenRejected(RightsProblem.RECIPIENTS_OPEN);
            request.given(ready(type, granted, named(byTheDesk(HOST), declared("mailer"))))
                    .when(CLOSE)
                    .thenRejected(RightsProblem.RECIPIENTS_OPEN);
            request.given(
                            ready(
                                    type,
                                    granted,
                                    named(byTheDesk(HOST), declared("mailer")),
                                    told(HOST, LATER, A_MONTH_LATER)))
                    .when(CLOSE)
                    .thenRejected(RightsProblem.RECIPIENTS_OPEN);
            request.given(
                            ready(
                                    type,
                                    granted,
                                    named(byTheDesk(HOST), declared("mailer")),
                                    told(HOST, LATER, A_MONTH_LATER),
                                    excused("mailer", RecipientExcuse.NOT_DISCLOSED)))
                    .when(CLOSE)
                    .then(CLOSED);
            request.given(ready(type, granted, named())).when(CLOSE).then(CLOSED);
        }

        /** Nothing changed of which they would be told. */
        @Test
        void waitsForNobodyIfNothingWasGranted() {
            request.given(
                            ready(
                                    RequestType.ERASURE,
                                    answered(false, nothing(OwnerService.CONSENT))))
                    .when(CLOSE)
                    .then(CLOSED);
            request.given(opened(RequestType.ERASURE), refusal(RefusalGround.NO_GROUND, null))
                    .when(CLOSE)
                    .then(CLOSED);
            request.given(ready(RequestType.ACCESS, answered(false, granted(OwnerService.CONSENT))))
                    .when(CLOSE)
                    .then(CLOSED);
        }
    }

    /** What the desk sees of each, and since when it is late. */
    @Test
    void isDueUntilItIsToldAndThenUntilItAcknowledges() {
        var open = recipient(named(byTheDesk(HOST)));
        var told = recipient(named(byTheDesk(HOST)), told(HOST, LATER, A_MONTH_LATER));
        var done =
                recipient(
                        named(byTheDesk("mailer"), byTheDesk(HOST)),
                        told(HOST, LATER, A_MONTH_LATER),
                        acknowledged(HOST, LATE));
        var excused = recipient(named(byTheDesk(HOST)), excused(HOST, RecipientExcuse.IMPOSSIBLE));

        assertThat(open.state(RequestType.ERASURE)).isEqualTo(RecipientState.TO_NOTIFY);
        assertThat(open.dueAt(RequestType.ERASURE, DUE)).isEqualTo(DUE);
        assertThat(open.state(RequestType.ACCESS)).isEqualTo(RecipientState.LISTED);
        assertThat(open.dueAt(RequestType.ACCESS, DUE)).isNull();
        assertThat(told.state(RequestType.ERASURE)).isEqualTo(RecipientState.NOTIFIED);
        assertThat(told.dueAt(RequestType.ERASURE, DUE)).isEqualTo(A_MONTH_LATER);
        assertThat(done.state(RequestType.ERASURE)).isEqualTo(RecipientState.ACKNOWLEDGED);
        assertThat(done.dueAt(RequestType.ERASURE, DUE)).isNull();
        assertThat(excused.state(RequestType.ERASURE)).isEqualTo(RecipientState.EXCUSED);
        assertThat(excused.dueAt(RequestType.ERASURE, DUE)).isNull();
    }

    private static Recipient recipient(RequestEvent.AboutRecipient... events) {
        var recipients = Recipients.NONE;
        for (var event : events) {
            recipients = recipients.with(event);
        }
        return Objects.requireNonNull(recipients.find(HOST));
    }

    /** Every command is about a request that exists. */
    @Test
    void isOfARequestThatExists() {
        for (RecipientCommand command :
                List.of(
                        name(),
                        tell(HOST, LATER),
                        acknowledge(LATER),
                        excuse(RecipientExcuse.IMPOSSIBLE))) {
            request.given().when(command).thenRejected(RightsProblem.REQUEST_UNKNOWN);
        }
    }
}
