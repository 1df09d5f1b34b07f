// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import static io.temoin.audit.intake.domain.MappedEvents.what;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.intake.domain.AuditEntry.What;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionEntriesTest {

    @ParameterizedTest
    @CsvSource({
        "ItemRetained,ITEM_RETAINED,DONE",
        "ProofRetained,PROOF_RETAINED,DONE",
        "PurposeEndNoted,PURPOSE_END_NOTED,DONE",
        "BusinessEventReported,BUSINESS_EVENT_REPORTED,DONE",
        "BusinessEventNoted,BUSINESS_EVENT_NOTED,DONE",
        "ContractLinked,CONTRACT_LINKED,DONE",
        "ContractEventReported,CONTRACT_EVENT_REPORTED,DONE",
        "PersonEventReported,PERSON_EVENT_REPORTED,DONE",
        "DispositionScheduled,DISPOSITION_SCHEDULED,DONE",
        "RetainedUnderMinimum,RETAINED_UNDER_MINIMUM,DONE",
        "TriggerAwaited,TRIGGER_AWAITED,DONE",
        "ConflictRaised,CONFLICT_RAISED,DONE",
        "ConflictResolved,CONFLICT_RESOLVED,DONE",
        "ReviewDecided,REVIEW_DECIDED,DONE",
        "ReviewOverdue,REVIEW_OVERDUE,DONE",
        "PurposeAccessEnded,PURPOSE_ACCESS_ENDED,DONE",
        "DispositionOrdered,DISPOSITION_ORDERED,DONE",
        "DispositionOverdue,DISPOSITION_OVERDUE,DONE",
        "DispositionConfirmed,DISPOSITION_CONFIRMED,DONE",
        "ErasedWithoutOrder,ERASED_WITHOUT_ORDER,DONE",
        "ItemsRegistered,ITEMS_REGISTERED,DONE",
        "ItemReviewsDecided,ITEM_REVIEWS_DECIDED,DONE",
        "ItemReviewsOverdue,ITEM_REVIEWS_OVERDUE,DONE",
        "DispositionBatchOrdered,DISPOSITION_BATCH_ORDERED,DONE",
        "DispositionBatchConfirmed,DISPOSITION_BATCH_CONFIRMED,DONE",
        "DispositionBatchOverdue,DISPOSITION_BATCH_OVERDUE,DONE",
        "DispositionRunCompleted,DISPOSITION_RUN_COMPLETED,DONE",
        "HoldPlaced,HOLD_PLACED,DONE",
        "HoldReleaseProposed,HOLD_RELEASE_PROPOSED,DONE",
        "HoldReleaseCancelled,HOLD_RELEASE_CANCELLED,DONE",
        "HoldReleased,HOLD_RELEASED,DONE",
        "PurposePeriodNoted,PURPOSE_PERIOD_NOTED,DONE",
        "PolicyProposed,POLICY_PROPOSED,DONE",
        "PolicyActivated,POLICY_ACTIVATED,DONE",
        "PolicyWithdrawn,POLICY_WITHDRAWN,DONE",
        "RequestOpened,REQUEST_OPENED,DONE",
        "RequestJoined,REQUEST_JOINED,DONE",
        "RequestAttached,REQUEST_ATTACHED,DONE",
        "ProcessingRestricted,PROCESSING_RESTRICTED,DONE",
        "ProcessingRestrictionLifted,PROCESSING_RESTRICTION_LIFTED,DONE",
        "ObjectionUpheld,OBJECTION_UPHELD,DONE",
        "IdentityProofRequested,IDENTITY_PROOF_REQUESTED,DONE",
        "IdentityProofReceived,IDENTITY_PROOF_RECEIVED,DONE",
        "DsrExtended,DSR_EXTENDED,DONE",
        "LetterSent,LETTER_SENT,DONE",
        "RecipientsNamed,RECIPIENTS_NAMED,DONE",
        "RecipientNotified,RECIPIENT_NOTIFIED,DONE",
        "RecipientAcknowledged,RECIPIENT_ACKNOWLEDGED,DONE",
        "RecipientExcused,RECIPIENT_EXCUSED,DONE",
        "RequestAssigned,REQUEST_ASSIGNED,DONE",
        "PersonSearched,PERSON_SEARCHED,DONE",
        "PersonSearchRefused,PERSON_SEARCH_REFUSED,REFUSED",
        "RequestNoted,REQUEST_NOTED,DONE",
        "ContestedNamed,CONTESTED_NAMED,DONE",
        "CorrectionRead,CORRECTION_READ,DONE",
        "RectificationNoted,RECTIFICATION_NOTED,DONE",
        "RequestTaskCompleted,REQUEST_TASK_COMPLETED,DONE",
        "DsrAnswered,DSR_ANSWERED,DONE",
        "DsrRefused,DSR_REFUSED,DONE",
        "DsrWithdrawn,DSR_WITHDRAWN,DONE",
        "RequestOverdue,REQUEST_OVERDUE,DONE",
        "DsrClosed,DSR_CLOSED,DONE",
        "ErasureDecided,ERASURE_DECIDED,DONE",
        "ErasureBegun,ERASURE_BEGUN,DONE",
        "TrailErasureRequested,TRAIL_ERASURE_REQUESTED,DONE",
        "ErasureCompleted,ERASURE_COMPLETED,DONE"
    })
    void haveNamesThatDoNotChange(String event, String action, Outcome outcome) {
        assertThat(what("retention", event, Map.of()))
                .isEqualTo(new What(action, outcome, List.of()));
    }

    @Test
    void areOfRetentionServiceOnly() {
        assertThat(what("telephony", "HoldPlaced", Map.of()).outcome())
                .isEqualTo(Outcome.UNCLASSIFIED);
    }

    @Test
    void tellsWhatAPolicyLaysDown() {
        assertThat(
                        what(
                                "retention",
                                "PolicyActivated",
                                Map.of(
                                        "policy", List.of("p1"),
                                        "atMost", List.of("P3M"),
                                        "validFrom", List.of("2026-12-01"))))
                .isEqualTo(
                        new What(
                                "POLICY_ACTIVATED",
                                Outcome.DONE,
                                List.of("atMost=P3M", "policy=p1", "validFrom=2026-12-01")));
    }

    /** What a supervisory authority asks of a request: in time, and if not all, why. */
    @Test
    void tellsHowARequestWasAnsweredAndUntilWhen() {
        var due =
                Map.of(
                        "dueAt", List.of("2027-01-05T23:00:00Z"),
                        "strictDueAt", List.of("2026-12-24T23:00:00Z"));

        assertThat(
                        what(
                                        "retention",
                                        "DsrAnswered",
                                        Map.of(
                                                "partial", List.of("true"),
                                                "parts.ground",
                                                        List.of("LEGAL_CLAIMS", "NO_GROUND")))
                                .because())
                .containsExactly("partial=true", "LEGAL_CLAIMS", "NO_GROUND");
        assertThat(
                        what(
                                        "retention",
                                        "DsrRefused",
                                        Map.of(
                                                "ground", List.of("LEGAL_CLAIMS"),
                                                "parts.ground", List.of("LEGAL_CLAIMS")))
                                .because())
                .containsExactly("LEGAL_CLAIMS");
        assertThat(
                        what(
                                        "retention",
                                        "DsrExtended",
                                        Map.of(
                                                "reason", List.of("COMPLEX"),
                                                "dueAt", List.of("2027-02-24T23:00:00Z")))
                                .because())
                .containsExactly("COMPLEX", "dueAt=2027-02-24T23:00:00Z");
        for (String event : List.of("DispositionBatchOrdered", "DispositionBatchConfirmed")) {
            assertThat(
                            what(
                                            "retention",
                                            event,
                                            Map.of(
                                                    "kind", List.of("CALL_DECISION"),
                                                    "digest", List.of("00ff")))
                                    .because())
                    .containsExactlyInAnyOrder("digest=00ff", "kind=CALL_DECISION");
        }
        assertThat(
                        what(
                                        "retention",
                                        "ItemReviewsDecided",
                                        Map.of(
                                                "kind", List.of("PREFERENCE"),
                                                "outcome", List.of("RELEASE"),
                                                "items.item", List.of("one", "two")))
                                .because())
                .containsExactlyInAnyOrder("kind=PREFERENCE", "outcome=RELEASE");
        for (String event : List.of("IdentityProofReceived", "RequestOverdue")) {
            assertThat(what("retention", event, due).because())
                    .containsExactly(
                            "dueAt=2027-01-05T23:00:00Z", "strictDueAt=2026-12-24T23:00:00Z");
        }
    }
}
