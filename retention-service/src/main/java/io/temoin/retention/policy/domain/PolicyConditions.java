// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import org.jspecify.annotations.Nullable;

/**
 * What else a policy says of its periods.
 *
 * @param suspendsClock a claim stops the clock of every period until it ends
 * @param extension a longer period in a case that the text names; absent if it names none
 * @param review that a person looks at an item before it is destroyed; absent if nobody has to
 */
public record PolicyConditions(
        boolean suspendsClock,
        DefaultPolicy.@Nullable Extension extension,
        @Nullable ReviewTerms review) {

    /** What a text says, without a review. */
    public PolicyConditions(boolean suspendsClock, DefaultPolicy.@Nullable Extension extension) {
        this(suspendsClock, extension, null);
    }

    /** {@code null} if the text says nothing else: that is how policies record it. */
    static @Nullable PolicyConditions of(
            boolean suspendsClock, DefaultPolicy.@Nullable Extension extension) {
        return suspendsClock || extension != null
                ? new PolicyConditions(suspendsClock, extension)
                : null;
    }

    /** Nothing but a review; {@code null} if none is asked for. */
    public static @Nullable PolicyConditions onlyReview(@Nullable ReviewTerms review) {
        return review == null ? null : reviewed(null, review);
    }

    /** The same, with a review. */
    static PolicyConditions reviewed(@Nullable PolicyConditions conditions, ReviewTerms review) {
        return conditions == null
                ? new PolicyConditions(false, null, review)
                : new PolicyConditions(conditions.suspendsClock(), conditions.extension(), review);
    }
}
