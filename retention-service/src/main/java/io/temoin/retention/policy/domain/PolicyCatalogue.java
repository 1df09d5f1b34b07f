// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import io.temoin.eventsourcing.Rejected;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The retention policies that exist, each in all its versions. Immutable. */
public final class PolicyCatalogue {

    private final List<RetentionPolicy> policies;

    /** A catalogue of {@code policies}, in any order. */
    public PolicyCatalogue(List<RetentionPolicy> policies) {
        this.policies = List.copyOf(policies);
    }

    /** Every version of every policy. */
    public List<RetentionPolicy> all() {
        return policies;
    }

    /**
     * The policies in force on {@code day}, one for each purpose.
     *
     * @throws Rejected when a purpose has none: how long to keep is never guessed
     */
    public List<RetentionPolicy> inForce(Collection<Purpose> purposes, LocalDate day) {
        return purposes.stream().distinct().sorted().map(each -> inForce(each, day)).toList();
    }

    private RetentionPolicy inForce(Purpose purpose, LocalDate day) {
        RetentionPolicy policy = find(purpose, day);
        if (policy == null) {
            throw unknown(purpose, day);
        }
        return policy;
    }

    /** The policy of a purpose in force on {@code day}; {@code null} when it has none. */
    @Nullable RetentionPolicy find(Purpose purpose, LocalDate day) {
        return policies.stream()
                .filter(policy -> policy.purpose() == purpose && !policy.since().isAfter(day))
                .max(Comparator.comparingInt(RetentionPolicy::version))
                .orElse(null);
    }

    static Rejected unknown(Purpose purpose, LocalDate day) {
        return new Rejected(
                PolicyProblem.POLICY_UNKNOWN,
                "No retention policy for " + purpose + " is in force on " + day + ".");
    }
}
