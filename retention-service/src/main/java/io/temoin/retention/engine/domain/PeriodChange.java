// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What makes a period end on another day than the one it was counted to.
 *
 * @param suspendedDays for how many days claims that have ended stopped its clock
 * @param suspendedSince since which local day an open claim has; {@code null} if none is open
 * @param extendedOn the local day of the request for which a text makes the period longer; {@code
 *     null} if there was none
 */
public record PeriodChange(
        int suspendedDays, @Nullable LocalDate suspendedSince, @Nullable LocalDate extendedOn) {

    /** {@code null} if nothing changed it. */
    static @Nullable PeriodChange of(
            int suspendedDays, @Nullable LocalDate suspendedSince, @Nullable LocalDate extendedOn) {
        return suspendedDays == 0 && suspendedSince == null && extendedOn == null
                ? null
                : new PeriodChange(suspendedDays, suspendedSince, extendedOn);
    }
}
