// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.keeping;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A retention policy that applies beside the law.
 *
 * @param controller absent for the whole tenant
 * @param campaign absent for all campaigns
 * @param from what the periods run from, as the catalogue of purposes names it
 * @param atLeast ISO 8601; absent where the minimum stays as it is
 * @param atMost ISO 8601; absent where the maximum stays as it is
 * @param validTo first day on which it no longer applies; absent while it is open
 */
public record LaidDownPolicy(
        UUID policy,
        @Nullable String controller,
        @Nullable String campaign,
        String purpose,
        int version,
        String from,
        @Nullable String atLeast,
        @Nullable String atMost,
        String reference,
        LocalDate validFrom,
        @Nullable LocalDate validTo) {

    /** Whether it applies to what begins on that day. */
    public boolean appliesOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
    }
}
