// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

import org.jspecify.annotations.Nullable;

/**
 * How many of the allowed calls are recorded for a purpose.
 *
 * @param percent share of the calls, drawn by chance; below 100 on legitimate interest, since a
 *     systematic recording is unlawful
 * @param perMonth most recordings in a calendar month, in the UTC calendar; absent when the share
 *     is all there is
 */
public record SamplingBudget(int percent, @Nullable Integer perMonth) {

    /** Every call. */
    public static final int SYSTEMATIC = 100;

    public SamplingBudget {
        if (percent < 0 || percent > SYSTEMATIC || (perMonth != null && perMonth < 0)) {
            throw new IllegalArgumentException("a budget is a share, and a number of recordings");
        }
    }
}
