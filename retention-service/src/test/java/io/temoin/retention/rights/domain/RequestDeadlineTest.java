// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.Requests.DUE;
import static io.temoin.retention.rights.domain.Requests.LATER;
import static io.temoin.retention.rights.domain.Requests.PERSON;
import static io.temoin.retention.rights.domain.Requests.REQUEST;
import static io.temoin.retention.rights.domain.Requests.RHONE;
import static io.temoin.retention.rights.domain.Requests.answered;
import static io.temoin.retention.rights.domain.Requests.granted;
import static io.temoin.retention.rights.domain.Requests.opened;
import static io.temoin.retention.rights.domain.Requests.proofAsked;
import static io.temoin.retention.rights.domain.Requests.proved;
import static io.temoin.retention.rights.domain.Requests.ready;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.rights.domain.RequestCommand.AnswerRequest;
import io.temoin.retention.rights.domain.RequestCommand.CheckDeadline;
import io.temoin.retention.rights.domain.RequestCommand.ExtendDeadline;
import io.temoin.retention.rights.domain.RequestCommand.ReceiveIdentityProof;
import io.temoin.retention.rights.domain.RequestCommand.RequestIdentityProof;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestEvent.RequestOverdue;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Until when a request is to be answered: scenario A18, extensions, and missed deadlines. */
class RequestDeadlineTest {

    private final DeciderSpecification<RequestCommand, Request, RequestEvent> request =
            DeciderSpecification.of(new RequestDecider());

    @Nested
    class ProofOfIdentity {

        private static final String PROMPT = "2026-11-26T10:00:00Z";
        private static final String LATE = "2026-12-20T10:00:00Z";

        /** A18: due on 5 January, strictly on 24 December. */
        @Test
        void movesTheDeadlineWhenAskedForPromptly() {
            request.given(opened(RequestType.ACCESS))
                    .when(new RequestIdentityProof(Instant.parse(PROMPT)))
                    .then(proofAsked(PROMPT, true));
            request.given(opened(RequestType.ACCESS), proofAsked(PROMPT, true))
                    .when(proofOn("2026-12-05T10:00:00Z"))
                    .then(
                            proved(
                                    "2026-12-05T10:00:00Z",
                                    "2026-12-24T23:00:00Z",
                                    "2027-01-05T23:00:00Z"));
        }

        /** A18, second half. */
        @Test
        void doesNotMoveItWhenAskedForLate() {
            request.given(opened(RequestType.ACCESS))
                    .when(new RequestIdentityProof(Instant.parse(LATE)))
                    .then(proofAsked(LATE, false));
            request.given(opened(RequestType.ACCESS), proofAsked(LATE, false))
                    .when(proofOn("2026-12-22T10:00:00Z"))
                    .then(
                            proved(
                                    "2026-12-22T10:00:00Z",
                                    "2026-12-24T23:00:00Z",
                                    "2026-12-24T23:00:00Z"));
        }

        /** They could not be refused for want of it, and so would never end. */
        @Test
        void isNotAskedForWhereItIsNoGround() {
            for (var type : RequestType.values()) {
                var specification =
                        request.given(opened(type))
                                .when(new RequestIdentityProof(Instant.parse(PROMPT)));
                if (type == RequestType.MARKETING_OBJECTION
                        || type == RequestType.CONSENT_WITHDRAWAL) {
                    specification.thenRejected(RightsProblem.PROOF_NOT_ALLOWED);
                } else {
                    specification.then(proofAsked(PROMPT, true));
                }
            }
        }

        @Test
        void isAskedForOnceAndReceivedOnce() {
            request.given(opened(RequestType.ACCESS), proofAsked(PROMPT, true))
                    .when(new RequestIdentityProof(LATER))
                    .thenNothing();
            request.given(
                            opened(RequestType.ACCESS),
                            proofAsked(PROMPT, true),
                            proved(PROMPT, "2026-12-24T23:00:00Z", "2026-12-28T23:00:00Z"))
                    .when(proofOn(PROMPT))
                    .thenNothing();
            request.given(
                            opened(RequestType.ACCESS),
                            proofAsked(PROMPT, true),
                            proved(PROMPT, "2026-12-24T23:00:00Z", "2026-12-28T23:00:00Z"))
                    .when(new RequestIdentityProof(LATER))
                    .thenRejected(RightsProblem.PROOF_OUT_OF_ORDER);
        }

        @Test
        void isNotReceivedBeforeItIsAskedFor() {
            request.given(opened(RequestType.ACCESS))
                    .when(proofOn(PROMPT))
                    .thenRejected(RightsProblem.PROOF_OUT_OF_ORDER);
            request.given(opened(RequestType.ACCESS), proofAsked(PROMPT, true))
                    .when(proofOn("2026-11-25T10:00:00Z"))
                    .thenRejected(RightsProblem.PROOF_OUT_OF_ORDER);
        }

        @Test
        void isNeededForAnAnswerOnceItWasAskedFor() {
            request.given(ready(RequestType.CONSENT_PROOF_COPY, proofAsked(PROMPT, true)))
                    .when(new AnswerRequest(List.of(granted(OwnerService.CONSENT)), LATER))
                    .thenRejected(RightsProblem.IDENTITY_UNPROVEN);
        }

        private static ReceiveIdentityProof proofOn(String at) {
            return new ReceiveIdentityProof(Instant.parse(at), Instant.parse(at));
        }
    }

    @Nested
    class Extension {

        private static final DsrExtended EXTENDED =
                new DsrExtended(
                        REQUEST,
                        RHONE,
                        PERSON,
                        ExtensionReason.COMPLEX,
                        Instant.parse("2027-02-24T23:00:00Z"),
                        Instant.parse("2027-02-24T23:00:00Z"),
                        DUE.minusMillis(1),
                        null);

        @Test
        void countsThreeMonthsFromReceipt() {
            request.given(opened(RequestType.ACCESS))
                    .when(new ExtendDeadline(ExtensionReason.COMPLEX, DUE.minusMillis(1)))
                    .then(EXTENDED);
        }

        @Test
        void comesBeforeTheFirstDeadlineOnly() {
            request.given(opened(RequestType.ACCESS))
                    .when(new ExtendDeadline(ExtensionReason.COMPLEX, DUE))
                    .thenRejected(RightsProblem.DEADLINE_PASSED);
        }

        @Test
        void comesOnce() {
            request.given(opened(RequestType.ACCESS), EXTENDED)
                    .when(new ExtendDeadline(ExtensionReason.NUMEROUS, LATER))
                    .thenRejected(RightsProblem.REQUEST_EXTENDED);
        }

        @ParameterizedTest
        @EnumSource(
                value = RequestType.class,
                names = {
                    "MARKETING_OBJECTION",
                    "CONSENT_WITHDRAWAL",
                    "CONSENT_PROOF_COPY",
                    "INSURANCE_RECORDING_COPY",
                    "MIFID_RECORDING_COPY",
                    "POST_MORTEM"
                })
        void isNotForEveryRight(RequestType type) {
            request.given(opened(type))
                    .when(new ExtendDeadline(ExtensionReason.COMPLEX, LATER))
                    .thenRejected(RightsProblem.EXTENSION_NOT_ALLOWED);
        }

        @Test
        void keepsTheCountFromTheProof() {
            request.given(
                            opened(RequestType.ACCESS),
                            proofAsked("2026-11-26T10:00:00Z", true),
                            proved(
                                    "2026-12-05T10:00:00Z",
                                    "2026-12-24T23:00:00Z",
                                    "2027-01-05T23:00:00Z"))
                    .when(
                            new ExtendDeadline(
                                    ExtensionReason.NUMEROUS,
                                    Instant.parse("2027-01-04T10:00:00Z")))
                    .then(
                            new DsrExtended(
                                    REQUEST,
                                    RHONE,
                                    PERSON,
                                    ExtensionReason.NUMEROUS,
                                    Instant.parse("2027-02-24T23:00:00Z"),
                                    Instant.parse("2027-03-05T23:00:00Z"),
                                    Instant.parse("2027-01-04T10:00:00Z"),
                                    null));
        }
    }

    @Nested
    class Deadline {

        private static final RequestOverdue OVERDUE =
                new RequestOverdue(REQUEST, RHONE, PERSON, DUE);

        @Test
        void isMissedOnce() {
            request.given(opened(RequestType.ACCESS))
                    .when(new CheckDeadline(DUE.minusMillis(1)))
                    .thenNothing();
            request.given(opened(RequestType.ACCESS)).when(new CheckDeadline(DUE)).then(OVERDUE);
            request.given(opened(RequestType.ACCESS), OVERDUE)
                    .when(new CheckDeadline(DUE.plusSeconds(60)))
                    .thenNothing();
        }

        /** A proof that was asked for promptly and arrives late gives a new deadline. */
        @Test
        void isMissedAgainWhenItHadMoved() {
            request.given(
                            opened(RequestType.ACCESS),
                            proofAsked("2026-11-26T10:00:00Z", true),
                            OVERDUE,
                            proved(
                                    "2027-01-04T10:00:00Z",
                                    "2026-12-24T23:00:00Z",
                                    "2027-02-04T23:00:00Z"))
                    .when(new CheckDeadline(Instant.parse("2027-02-05T00:00:00Z")))
                    .then(
                            new RequestOverdue(
                                    REQUEST, RHONE, PERSON, Instant.parse("2027-02-04T23:00:00Z")));
        }

        @Test
        void isMetByAnAnswer() {
            request.given(
                            ready(
                                    RequestType.CONSENT_PROOF_COPY,
                                    answered(false, granted(OwnerService.CONSENT))))
                    .when(new CheckDeadline(DUE))
                    .thenNothing();
        }
    }
}
