// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a breach of these rules may cost.
 *
 * @param who on whom it falls; anybody when absent
 * @param amount the highest fine, in whole units; absent when it is no fine, or is not bounded so
 * @param currency of the amount, ISO 4217
 * @param turnoverPercent the highest fine as a share of turnover; absent when there is none
 * @param says the sanction in a sentence
 * @param confidence how the text was read
 * @param source the article that says so
 */
public record Sanction(
        @Nullable String who,
        @Nullable Long amount,
        @Nullable String currency,
        @Nullable Integer turnoverPercent,
        String says,
        RuleSource.Confidence confidence,
        String source) {

    /** Nothing that is not marked may be missing: data comes from files. */
    public Sanction {
        requireNonNull(says, "says");
        requireNonNull(confidence, "confidence");
        requireNonNull(source, "source");
        if ((amount == null) != (currency == null)) {
            throw new IllegalArgumentException("an amount is in a currency");
        }
    }
}
