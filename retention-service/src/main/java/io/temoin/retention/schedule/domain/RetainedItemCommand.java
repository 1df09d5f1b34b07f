// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.retention.engine.domain.AnnouncedPeriod;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.ConflictGround;
import io.temoin.retention.engine.domain.ConflictOutcome;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.PurposeEnd;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.engine.domain.ReviewGround;
import io.temoin.retention.engine.domain.ReviewOutcome;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of one retained item. */
public sealed interface RetainedItemCommand {

    /** A command that may order the item destroyed: it is decided with the holds on the item. */
    sealed interface MayOrder extends RetainedItemCommand {

        /** The holds on the item, as far as they are known. */
        Holds holds();

        /** The same, with the holds on the item. */
        MayOrder under(Holds holds);
    }

    /**
     * A recording is stored: from now on it is retained, and has an end.
     *
     * @param processor who made the call
     * @param campaign of the call; absent for a call of none
     * @param endedAt when the recording ended
     * @param zone the controller's time zone
     * @param policies the policy of each purpose of the recording
     * @param announced how long the person was told it is kept
     */
    record NoteItem(
            CallReference call,
            String processor,
            @Nullable String campaign,
            Instant endedAt,
            ZoneId zone,
            List<RetentionPolicy> policies,
            List<AnnouncedPeriod> announced,
            Instant now)
            implements RetainedItemCommand {}

    /** A purpose of the recording is over: fulfilled, or ended by the person. */
    record NotePurposeEnd(CallReference call, Purpose purpose, PurposeEnd end, Instant now)
            implements RetainedItemCommand {}

    /**
     * The recording is in quarantine: it serves no purpose any more.
     *
     * @param order id of the order to destroy it, should it be due at once
     */
    record NoteQuarantine(
            CallReference call, Quarantine quarantine, UUID order, Holds holds, Instant now)
            implements MayOrder {
        @Override
        public NoteQuarantine under(Holds found) {
            return new NoteQuarantine(call, quarantine, order, found, now);
        }
    }

    /**
     * Something became of the business that the recorded call was about.
     *
     * @param fact what did, and when
     * @param order id of the order to destroy the recording, should it be due at once
     */
    record NoteBusinessEvent(BusinessFact fact, UUID order, Holds holds, Instant now)
            implements MayOrder {

        /** What happened. */
        BusinessEvent event() {
            return fact.event();
        }

        /** When it did. */
        Instant at() {
            return fact.at();
        }

        @Override
        public NoteBusinessEvent under(Holds found) {
            return new NoteBusinessEvent(fact, order, found, now);
        }
    }

    /** If the item is due now and nothing holds it, order its destruction. */
    record OrderDisposition(UUID order, Holds holds, Instant now) implements MayOrder {
        @Override
        public OrderDisposition under(Holds found) {
            return new OrderDisposition(order, found, now);
        }
    }

    /**
     * A person decides a conflict of texts.
     *
     * @param decidedBy role of that person
     * @param order id of the order to destroy the recording, should it be due at once
     */
    record DecideConflict(
            ConflictOutcome outcome,
            ConflictGround ground,
            String decidedBy,
            UUID order,
            Holds holds,
            Instant now)
            implements MayOrder {
        @Override
        public DecideConflict under(Holds found) {
            return new DecideConflict(outcome, ground, decidedBy, order, found, now);
        }
    }

    /**
     * A person has looked at what is due.
     *
     * @param decidedBy role of that person
     * @param order id of the order to destroy the recording, if it is released
     */
    record DecideReview(
            ReviewDecision decision, String decidedBy, UUID order, Holds holds, Instant now)
            implements MayOrder {
        @Override
        public DecideReview under(Holds found) {
            return new DecideReview(decision, decidedBy, order, found, now);
        }
    }

    /**
     * What they decided.
     *
     * @param reference what it rests on, by reference; {@code null} to release it
     * @param keepUntil until when it is kept; {@code null} to release it
     */
    record ReviewDecision(
            ReviewOutcome outcome,
            ReviewGround ground,
            @Nullable String reference,
            @Nullable LocalDate keepUntil) {}

    /**
     * Say that nobody has looked at what is due, if that is so and has not been said yet.
     *
     * @param within how long they may take
     */
    record CheckReview(Duration within, Instant now) implements RetainedItemCommand {}

    /** End the access for every purpose that is over by now, if that has not been said yet. */
    record EndAccess(Instant now) implements RetainedItemCommand {}

    /**
     * Say that the order is overdue, if it is.
     *
     * @param after how long after an order its confirmation is
     */
    record CheckOrder(Duration after, Instant now) implements RetainedItemCommand {}

    /**
     * The recording is destroyed, key and bytes.
     *
     * @param order the order that was carried out; {@code null} if it was done without one
     * @param evidence what proves it
     */
    record ConfirmDisposition(
            CallReference call,
            @Nullable UUID order,
            Instant erasedAt,
            DispositionEvidence evidence,
            Instant now)
            implements RetainedItemCommand {}
}
