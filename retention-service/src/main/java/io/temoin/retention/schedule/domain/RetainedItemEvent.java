// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.retention.engine.domain.AnnouncedPeriod;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.ConflictGround;
import io.temoin.retention.engine.domain.ConflictOutcome;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.PurposeEnd;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.Resolution;
import io.temoin.retention.engine.domain.Review;
import io.temoin.retention.engine.domain.ReviewGround;
import io.temoin.retention.engine.domain.ReviewOutcome;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one retained item. Published as they are; every one names the recording, the
 * controller, the subject's pseudonym, the decision and the consent.
 */
public sealed interface RetainedItemEvent {

    UUID recording();

    String controller();

    String subject();

    UUID decision();

    @Nullable UUID consent();

    /**
     * The item exists, under these policies.
     *
     * @param processor who made the call
     * @param campaign of the call; absent for a call of none
     */
    record ItemRetained(
            UUID recording,
            String controller,
            String processor,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            Instant endedAt,
            ZoneId zone,
            List<RetentionPolicy> policies,
            List<AnnouncedPeriod> announced,
            @Nullable String campaign)
            implements RetainedItemEvent {}

    /** A purpose is over, and no longer a reason to keep the item. */
    record PurposeEndNoted(
            UUID recording,
            String controller,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            Purpose purpose,
            PurposeEnd.Cause cause,
            Instant endedAt)
            implements RetainedItemEvent {

        /** What the event tells of the purpose. */
        PurposeEnd end() {
            return new PurposeEnd(endedAt, cause);
        }
    }

    /** The item serves no purpose any more, and goes by {@code eraseBy} unless a text keeps it. */
    record QuarantineNoted(
            UUID recording,
            String controller,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            String reason,
            Instant eraseBy)
            implements RetainedItemEvent {}

    /**
     * Something is known of the business that the recorded call was about.
     *
     * @param claim keyed fingerprint of the claim that was made or has ended; absent if it is none
     */
    record BusinessEventNoted(
            UUID recording,
            String controller,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            BusinessEvent event,
            Instant happenedAt,
            @Nullable String claim)
            implements RetainedItemEvent {

        /** What is known. */
        BusinessFact fact() {
            return new BusinessFact(event, claim, happenedAt);
        }
    }

    /** The item goes when {@code dueOn} is over. Replaces what was planned before. */
    record DispositionScheduled(
            UUID recording,
            String controller,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            LocalDate dueOn,
            Instant dueAt,
            List<Reason> because)
            implements RetainedItemEvent {}

    /** No purpose needs the item until {@code dueOn}, but a text orders it kept so long. */
    record RetainedUnderMinimum(
            UUID recording,
            String controller,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            LocalDate dueOn,
            Instant dueAt,
            List<Reason> because)
            implements RetainedItemEvent {}

    /** The item has no last day yet: what starts a clock of it is not known to have happened. */
    record TriggerAwaited(
            UUID recording,
            String controller,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            List<Reason> because)
            implements RetainedItemEvent {}

    /** Two texts order opposite things; the item stays as it is until a human has decided. */
    record ConflictRaised(
            UUID recording,
            String controller,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            LocalDate keepUntil,
            LocalDate destroyBy,
            List<Reason> because)
            implements RetainedItemEvent {}

    /**
     * Nobody may use the recording for this purpose any more, though it stays: for another purpose,
     * a statutory minimum or a legal hold.
     *
     * @param endedOn the last local day on which it could be used
     * @param endedAt since when it cannot
     */
    record PurposeAccessEnded(
            UUID recording,
            String controller,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            Purpose purpose,
            LocalDate endedOn,
            Instant endedAt,
            List<Reason> because)
            implements RetainedItemEvent {}

    /**
     * A person decided which of the two texts in a conflict prevails. Holds as long as the bounds
     * that were weighed are the same.
     *
     * @param keepUntil last day of the minimum in the conflict that was decided
     * @param destroyBy day of the duty to destroy in it
     * @param decidedBy role, not person
     * @param because every bound that was weighed
     */
    record ConflictResolved(
            UUID recording,
            String controller,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            ConflictOutcome outcome,
            ConflictGround ground,
            String decidedBy,
            Instant decidedAt,
            LocalDate keepUntil,
            LocalDate destroyBy,
            List<Reason> because)
            implements RetainedItemEvent {

        /** The decision, as later facts are held against it. */
        Resolution resolution() {
            return new Resolution(
                    outcome,
                    ground,
                    decidedBy,
                    decidedAt,
                    new InConflict(keepUntil, destroyBy, because));
        }
    }

    /**
     * A person looked at what was due and decided what becomes of it. Holds as long as the bounds
     * that were weighed are the same.
     *
     * @param reference what the decision rests on, by reference; absent if it was released
     * @param decidedBy role, not person
     * @param keepUntil until when it is kept; absent if it was released
     * @param underMinimum whether a statutory minimum fixed the day that was weighed
     * @param dueOn that day
     * @param because every bound that was weighed
     */
    record ReviewDecided(
            UUID recording,
            String controller,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            ReviewOutcome outcome,
            ReviewGround ground,
            @Nullable String reference,
            String decidedBy,
            Instant decidedAt,
            @Nullable LocalDate keepUntil,
            boolean underMinimum,
            LocalDate dueOn,
            Instant dueAt,
            List<Reason> because)
            implements RetainedItemEvent {

        /** The decision, as later facts are held against it. */
        Review review() {
            return new Review(
                    outcome,
                    ground,
                    reference,
                    decidedBy,
                    decidedAt,
                    keepUntil,
                    underMinimum
                            ? new UnderMinimum(dueOn, dueAt, because)
                            : new Scheduled(dueOn, dueAt, because));
        }
    }

    /**
     * Nobody has looked in time at what is due. It is not destroyed before somebody has, or a text
     * orders it.
     *
     * @param waitingSince when its destruction became due
     * @param overdueSince when somebody should have looked at it
     */
    record ReviewOverdue(
            UUID recording,
            String controller,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            Instant waitingSince,
            Instant overdueSince)
            implements RetainedItemEvent {}

    /** The recording is to be destroyed now. */
    record DispositionOrdered(
            UUID order,
            UUID recording,
            String controller,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            DispositionBasis basis,
            LocalDate dueOn,
            Instant orderedAt,
            List<Reason> because)
            implements RetainedItemEvent {}

    /**
     * The order was not confirmed in time: the recording may still be there. Said once of an order.
     *
     * @param overdueAt by when it should have been confirmed
     */
    record DispositionOverdue(
            UUID order,
            UUID recording,
            String controller,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            Instant orderedAt,
            Instant overdueAt)
            implements RetainedItemEvent {}

    /**
     * The order was carried out. What it rested on is said again: this event alone is what a
     * certificate of erasure proves.
     *
     * @param basis as in the order; {@code null} in an event of before certificates
     * @param because the bounds that fixed the day; likewise
     */
    record DispositionConfirmed(
            UUID order,
            UUID recording,
            String controller,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            Instant erasedAt,
            DispositionEvidence evidence,
            @Nullable DispositionBasis basis,
            @Nullable List<Reason> because)
            implements RetainedItemEvent {}

    /**
     * The recording was destroyed though nothing was ordered here, for instance since its upload
     * was never completed.
     */
    record ErasedWithoutOrder(
            UUID recording,
            String controller,
            String subject,
            UUID decision,
            @Nullable UUID consent,
            Instant erasedAt,
            DispositionEvidence evidence)
            implements RetainedItemEvent {}
}
