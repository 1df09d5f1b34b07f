// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When rotating keys are replaced, and for how long the replaced ones verify.
 *
 * @param rotateEvery the age at which a generation is followed by another
 * @param overlap for how long after that the old one still verifies: at least the life of the last
 *     text it signed, plus the time a process may take to notice the new one
 * @param distrustBefore from this instant on, generations opened earlier sign and verify nothing;
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

    /** A future instant has no effect yet; otherwise every look would open a new generation. */
    private boolean isDistrusted(Instant openedAt, Instant now) {
        return distrustBefore != null
                && !now.isBefore(distrustBefore)
                && openedAt.isBefore(distrustBefore);
    }
}
