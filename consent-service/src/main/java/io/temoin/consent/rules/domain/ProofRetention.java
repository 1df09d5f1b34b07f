// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.time.Period;

/**
 * How long the proof of a consent has to be kept.
 *
 * @param period a minimum
 * @param source the article that says so
 */
public record ProofRetention(Period period, From from, String source) {

    /** What the period runs from. */
    public enum From {
        /** The moment the person agreed. */
        COLLECTED_AT,
        /** Every call that rests on the consent: the last one counts. */
        LAST_USED_AT
    }
}
