// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * Where a policy comes from. No policy without one.
 *
 * @param reference the texts, as they are cited
 * @param reviewedOn when a person last compared the policy with them
 */
public record PolicySource(String reference, Confidence confidence, LocalDate reviewedOn) {

    public PolicySource {
        requireNonNull(confidence, "confidence");
        requireNonNull(reviewedOn, "reviewedOn");
        if (requireNonNull(reference, "reference").isBlank()) {
            throw new IllegalArgumentException("a policy has a source");
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
        /** No text: a decision of this product, stricter than the law asks. */
        PRODUCT_DECISION,
        /** Not compared with the law: never in force. */
        MUST_BE_CHECKED
    }
}
