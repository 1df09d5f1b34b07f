// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant or a controller lays down for one purpose.
 *
 * @param from the event the periods run from
 * @param atLeast kept that long; absent to leave the minimum as it is
 * @param atMost kept no longer; absent to leave the maximum as it is
 * @param reference why, as it is cited
 * @param validFrom first day it applies to
 * @param validTo first day it no longer applies to; absent while it is open
 * @param review a person looks at an item before it is destroyed; {@code null} to leave that as it
 *     is
 */
public record PolicyTerms(
        Purpose purpose,
        RetentionTrigger from,
        @Nullable Period atLeast,
        @Nullable Period atMost,
        String reference,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        @Nullable Boolean review) {

    /** Terms that only lay down periods. */
    public PolicyTerms(
            Purpose purpose,
            RetentionTrigger from,
            @Nullable Period atLeast,
            @Nullable Period atMost,
            String reference,
            LocalDate validFrom,
            @Nullable LocalDate validTo) {
        this(purpose, from, atLeast, atMost, reference, validFrom, validTo, null);
    }

    /** Whether a person looks at an item before it is destroyed. */
    public boolean asksForReview() {
        return Boolean.TRUE.equals(review);
    }

    /** Whether it applies to what begins on {@code day}. */
    public boolean appliesOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
    }

    /** Whether there is a day to which both apply. */
    boolean overlaps(PolicyTerms other) {
        return (other.validTo == null || validFrom.isBefore(other.validTo))
                && (validTo == null || other.validFrom.isBefore(validTo));
    }

    /** The same, until {@code day} at the latest. */
    PolicyTerms until(LocalDate day) {
        return validTo != null && !validTo.isAfter(day)
                ? this
                : new PolicyTerms(
                        purpose, from, atLeast, atMost, reference, validFrom, day, review);
    }
}
