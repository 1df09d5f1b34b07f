// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.time.Period;

/**
 * How often one controller may try to reach one person, through all of its processors and whether
 * the calls are answered or not.
 *
 * @param maxAttempts attempts within the window
 * @param window calendar days, the day of the call included, where the person is
 * @param source the article that says so
 */
public record FrequencyCap(int maxAttempts, Period window, String source) {

    public FrequencyCap {
        boolean days = !window.isNegative() && !window.isZero() && window.toTotalMonths() == 0;
        if (maxAttempts < 1 || !days) {
            throw new IllegalArgumentException("a cap is an attempt or more in some days");
        }
    }
}
