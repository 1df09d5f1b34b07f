// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient.RecipientAcknowledged;
import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient.RecipientExcused;
import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient.RecipientNotified;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A recipient, and what became of its notification.
 *
 * @param notified when it was told, and by when it is to acknowledge that; absent before
 * @param acknowledgedAt when it said that it had done what it was told
 * @param excuse why it is not told; absent unless it is excused
 * @param before what it was told before the decision, of something else; absent if nothing
 */
public record Recipient(
        NamedRecipient named,
        @Nullable RecipientNotified notified,
        @Nullable Instant acknowledgedAt,
        @Nullable RecipientExcuse excuse,
        @Nullable Recipient before) {

    static Recipient of(NamedRecipient named) {
        return new Recipient(named, null, null, null, null);
    }

    Recipient with(RecipientNotified event) {
        return new Recipient(named, event, null, null, null);
    }

    Recipient with(RecipientAcknowledged event) {
        return new Recipient(named, notified, event.acknowledgedAt(), null, before);
    }

    Recipient with(RecipientExcused event) {
        return new Recipient(named, null, null, event.reason(), null);
    }

    /** The same after a decision, of which it was told only if it was told after that. */
    Recipient after(Instant decidedAt) {
        return notified != null && notified.notifiedAt().isBefore(decidedAt)
                ? new Recipient(named, null, null, excuse, this)
                : this;
    }

    /** The same once the request is closed: what it was told before was enough then. */
    Recipient closed() {
        return before == null || isSettled()
                ? new Recipient(named, notified, acknowledgedAt, excuse, null)
                : new Recipient(
                        named,
                        before.notified,
                        acknowledgedAt == null ? before.acknowledgedAt : acknowledgedAt,
                        null,
                        null);
    }

    /** Whether it was told of what was decided, or need not be. */
    public boolean isSettled() {
        return notified != null || excuse != null;
    }

    /** Where its notification is, for a request of that type. */
    public RecipientState state(RequestType type) {
        if (excuse != null) {
            return RecipientState.EXCUSED;
        }
        if (acknowledgedAt != null) {
            return RecipientState.ACKNOWLEDGED;
        }
        if (notified != null) {
            return RecipientState.NOTIFIED;
        }
        return type.tellsRecipients() ? RecipientState.TO_NOTIFY : RecipientState.LISTED;
    }

    /**
     * By when the next step is due: that it is told, with the answer at the latest, or that it
     * acknowledges. Absent once nothing is.
     *
     * @param answerDue when the request is to be answered
     */
    public @Nullable Instant dueAt(RequestType type, Instant answerDue) {
        return switch (state(type)) {
            case TO_NOTIFY -> answerDue;
            case NOTIFIED -> Objects.requireNonNull(notified).acknowledgeBy();
            case LISTED, ACKNOWLEDGED, EXCUSED -> null;
        };
    }
}
