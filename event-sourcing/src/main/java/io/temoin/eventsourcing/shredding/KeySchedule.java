// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.shredding;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the keys of what is handed out are replaced, and for how long the replaced ones verify.
 *
 * @param rotateEvery the age at which a generation is followed by another
 * @param overlap for how long after that the old one still verifies: as long as what it signed last
 *     may live, and a process may not have heard of the new one
 * @param distrustBefore generations opened before verify nothing any more, from that instant on;
 *     {@code null} for none
 */
public record KeySchedule(
        Duration rotateEvery, Duration overlap, @Nullable Instant distrustBefore) {

    /** Whether a generation that signs has to be followed by another. */
    boolean isOld(Instant openedAt, Instant now) {
        return isDistrusted(openedAt, now) || !now.isBefore(openedAt.plus(rotateEvery));
    }

    /** Whether a replaced generation has to go. */
    boolean isOver(Instant openedAt, Instant replacedAt, Instant now) {
        return isDistrusted(openedAt, now) || !now.isBefore(replacedAt.plus(overlap));
    }

    /** An instant to come waits: else each look until then would make a new generation. */
    private boolean isDistrusted(Instant openedAt, Instant now) {
        return distrustBefore != null
                && !now.isBefore(distrustBefore)
                && openedAt.isBefore(distrustBefore);
    }
}
