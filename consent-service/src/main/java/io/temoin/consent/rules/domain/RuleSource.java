// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.time.LocalDate;

/**
 * Where a rule comes from. No rule without one.
 *
 * @param reference the articles, as they are cited
 * @param reviewedOn when a person last compared the rule with them
 */
public record RuleSource(String reference, Confidence confidence, LocalDate reviewedOn) {

    public RuleSource {
        if (reference.isBlank()) {
            throw new IllegalArgumentException("a rule has a source");
        }
    }

    /** How the text was read. */
    public enum Confidence {
        /** In the official publication. */
        PRIMARY,
        /** Word for word, but as somebody else quotes it. */
        SECONDARY_VERBATIM,
        /** As somebody else tells it. */
        SECONDARY,
        /** Settled and well known, not read again. */
        WELL_KNOWN,
        /** Not compared with the law: kept for who will, and never in force. */
        MUST_BE_CHECKED
    }
}
