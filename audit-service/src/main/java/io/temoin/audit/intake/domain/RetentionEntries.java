// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import static io.temoin.audit.intake.domain.EntryMapping.both;
import static io.temoin.audit.intake.domain.EntryMapping.done;
import static io.temoin.audit.intake.domain.EntryMapping.named;

import io.temoin.audit.intake.domain.AuditEntry.What;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the entries about retention, holds and the rights desk say was done. */
final class RetentionEntries {

    /** What a retention policy lays down, and for whom. */
    private static final Map<String, String> LAID_DOWN =
            Map.of(
                    "policy", "policy",
                    "campaign", "campaign",
                    "atLeast", "atLeast",
                    "atMost", "atMost",
                    "validFrom", "validFrom",
                    "validTo", "validTo");

    /** What a controller declared of a period. */
    private static final Map<String, String> DECLARED =
            Map.of("keepFor", "keepFor", "revision", "revision", "state", "state");

    /** What became of a batch of items; which they are, the event says. */
    private static final Map<String, String> BATCH =
            Map.of(
                    "basis", "basis",
                    "batch", "batch",
                    "digest", "digest",
                    "disposed", "disposed",
                    "erasedAt", "erasedAt",
                    "horizon", "horizon",
                    "kind", "kind");

    /** What was decided of some items; which they are, the event says. */
    private static final Map<String, String> REVIEWED =
            Map.of(
                    "ground", "ground",
                    "keepUntil", "keepUntil",
                    "kind", "kind",
                    "outcome", "outcome",
                    "review", "review");

    /** Of what kind of items; which they are, the event says. */
    private static final Map<String, String> LATE = Map.of("kind", "kind");

    /** Which letter it was, word for word. */
    private static final Map<String, String> LETTER =
            Map.of("digest", "digest", "language", "language");

    /** Until when a request is to be answered. */
    private static final Map<String, String> DUE =
            Map.of("dueAt", "dueAt", "strictDueAt", "strictDueAt");

    private RetentionEntries() {}

    /** Of an event of retention-service; empty for others, and for what is unknown here. */
    static Optional<What> of(PublishedEvent event) {
        return "retention".equals(event.service())
                ? Optional.ofNullable(what(event.name(), event.facts()))
                : Optional.empty();
    }

    private static @Nullable What what(String name, Facts facts) {
        return switch (name) {
            case "ItemRetained" -> done("ITEM_RETAINED");
            case "ProofRetained" -> done("PROOF_RETAINED", facts.texts("kind"));
            case "PurposeEndNoted" -> done("PURPOSE_END_NOTED");
            case "QuarantineNoted" -> done("QUARANTINE_NOTED", facts.texts("reason"));
            case "BusinessEventReported" -> done("BUSINESS_EVENT_REPORTED", facts.texts("event"));
            case "BusinessEventNoted" -> done("BUSINESS_EVENT_NOTED", facts.texts("event"));
            case "ContractLinked" -> done("CONTRACT_LINKED");
            case "ContractEventReported" -> done("CONTRACT_EVENT_REPORTED", facts.texts("event"));
            case "PersonEventReported" -> done("PERSON_EVENT_REPORTED", facts.texts("event"));
            case "DispositionScheduled" -> done("DISPOSITION_SCHEDULED", rules(facts));
            case "RetainedUnderMinimum" -> done("RETAINED_UNDER_MINIMUM", rules(facts));
            case "TriggerAwaited" -> done("TRIGGER_AWAITED", rules(facts));
            case "ConflictRaised" -> done("CONFLICT_RAISED", rules(facts));
            case "ConflictResolved" ->
                    done("CONFLICT_RESOLVED", both(facts.texts("outcome"), facts.texts("ground")));
            case "ReviewDecided" ->
                    done("REVIEW_DECIDED", both(facts.texts("outcome"), facts.texts("ground")));
            case "ReviewOverdue" -> done("REVIEW_OVERDUE");
            case "PurposeAccessEnded" -> done("PURPOSE_ACCESS_ENDED", rules(facts));
            case "DispositionOrdered" -> done("DISPOSITION_ORDERED", facts.texts("basis"));
            case "DispositionOverdue" -> done("DISPOSITION_OVERDUE");
            case "DispositionConfirmed" ->
                    done("DISPOSITION_CONFIRMED", DestructionFacts.of(facts));
            case "ErasedWithoutOrder" -> done("ERASED_WITHOUT_ORDER", DestructionFacts.of(facts));
            case "ItemsRegistered" -> done("ITEMS_REGISTERED");
            case "ItemReviewsDecided" -> done("ITEM_REVIEWS_DECIDED", named(facts, REVIEWED));
            case "ItemReviewsOverdue" -> done("ITEM_REVIEWS_OVERDUE", named(facts, LATE));
            case "DispositionBatchOrdered" ->
                    done("DISPOSITION_BATCH_ORDERED", named(facts, BATCH));
            case "DispositionBatchConfirmed" ->
                    done("DISPOSITION_BATCH_CONFIRMED", named(facts, BATCH));
            case "DispositionBatchOverdue" ->
                    done("DISPOSITION_BATCH_OVERDUE", named(facts, BATCH));
            case "DispositionRunCompleted" -> done("DISPOSITION_RUN_COMPLETED");
            case "HoldPlaced" -> done("HOLD_PLACED", facts.texts("ground"));
            case "HoldReleaseProposed" -> done("HOLD_RELEASE_PROPOSED", facts.texts("ground"));
            case "HoldReleaseCancelled" -> done("HOLD_RELEASE_CANCELLED");
            case "HoldReleased" -> done("HOLD_RELEASED");
            case "PurposePeriodNoted" -> done("PURPOSE_PERIOD_NOTED", named(facts, DECLARED));
            case "PolicyProposed" -> done("POLICY_PROPOSED", named(facts, LAID_DOWN));
            case "PolicyActivated" -> done("POLICY_ACTIVATED", named(facts, LAID_DOWN));
            case "PolicyWithdrawn" -> done("POLICY_WITHDRAWN", named(facts, LAID_DOWN));
            case "RequestOpened" -> done("REQUEST_OPENED", facts.texts("type"));
            case "RequestJoined" -> done("REQUEST_JOINED");
            case "RequestAttached" -> done("REQUEST_ATTACHED");
            case "ProcessingRestricted" -> done("PROCESSING_RESTRICTED", facts.texts("type"));
            case "ProcessingRestrictionLifted" ->
                    done("PROCESSING_RESTRICTION_LIFTED", facts.texts("cause"));
            case "ObjectionUpheld" -> done("OBJECTION_UPHELD");
            case "IdentityProofRequested" -> done("IDENTITY_PROOF_REQUESTED");
            case "IdentityProofReceived" -> done("IDENTITY_PROOF_RECEIVED", named(facts, DUE));
            case "DsrExtended" ->
                    done("DSR_EXTENDED", both(facts.texts("reason"), named(facts, DUE)));
            case "LetterSent" ->
                    done("LETTER_SENT", both(facts.texts("kind"), named(facts, LETTER)));
            case "RecipientsNamed" -> done("RECIPIENTS_NAMED", facts.texts("recipients.recipient"));
            case "RecipientNotified" -> done("RECIPIENT_NOTIFIED", facts.texts("recipient"));
            case "RecipientAcknowledged" ->
                    done("RECIPIENT_ACKNOWLEDGED", facts.texts("recipient"));
            case "RecipientExcused" ->
                    done(
                            "RECIPIENT_EXCUSED",
                            both(facts.texts("recipient"), facts.texts("reason")));
            case "RequestAssigned" -> done("REQUEST_ASSIGNED");
            case "PersonSearched" -> done("PERSON_SEARCHED", facts.texts("lookup"));
            case "PersonSearchRefused" ->
                    new What(
                            "PERSON_SEARCH_REFUSED",
                            Outcome.REFUSED,
                            both(facts.texts("lookup"), facts.texts("code")));
            case "RequestNoted" -> done("REQUEST_NOTED");
            case "ContestedNamed" -> done("CONTESTED_NAMED", facts.texts("contested.kind"));
            case "CorrectionRead" -> done("CORRECTION_READ");
            case "RequestTaskCompleted" -> done("REQUEST_TASK_COMPLETED", facts.texts("service"));
            case "RectificationNoted" ->
                    done("RECTIFICATION_NOTED", both(facts.texts("service"), facts.texts("item")));
            case "DsrAnswered" -> done("DSR_ANSWERED", answered(facts));
            case "DsrRefused" ->
                    done("DSR_REFUSED", both(facts.texts("ground"), facts.texts("parts.ground")));
            case "DsrWithdrawn" -> done("DSR_WITHDRAWN", facts.texts("reason"));
            case "RequestOverdue" -> done("REQUEST_OVERDUE", named(facts, DUE));
            case "DsrClosed" -> done("DSR_CLOSED");
            case "ErasureDecided" -> done("ERASURE_DECIDED", facts.texts("ground"));
            case "ErasureBegun" -> done("ERASURE_BEGUN", facts.texts("ground"));
            case "TrailErasureRequested" -> done("TRAIL_ERASURE_REQUESTED", facts.texts("ground"));
            case "ErasureCompleted" -> done("ERASURE_COMPLETED", facts.texts("trail"));
            default -> null;
        };
    }

    /** Whether a part of a request was refused, and on which grounds. */
    private static List<String> answered(Facts facts) {
        return both(named(facts, Map.of("partial", "partial")), facts.texts("parts.ground"));
    }

    private static List<String> rules(Facts facts) {
        return facts.texts("because.rule");
    }
}
