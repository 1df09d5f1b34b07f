// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A policy that a tenant or a controller has activated.
 *
 * @param version 1, 2, … of this purpose in this scope; items cite it
 * @param activatedAt from when on it could be known
 * @param withdrawnAt since when it is known not to apply any more; absent while it does
 */
public record OwnPolicy(
        UUID id,
        PolicyScope scope,
        int version,
        PolicyTerms terms,
        Instant activatedAt,
        @Nullable Instant withdrawnAt) {

    /** Whether it bounds what begins on {@code day}, as was known at {@code knownAt}. */
    boolean binds(LocalDate day, Instant knownAt) {
        return terms.appliesOn(day)
                && !activatedAt.isAfter(knownAt)
                && (withdrawnAt == null || withdrawnAt.isAfter(knownAt));
    }

    /** The same, taken back at {@code at}, unless it was before. */
    OwnPolicy withdrawn(Instant at) {
        return withdrawnAt != null
                ? this
                : new OwnPolicy(id, scope, version, terms, activatedAt, at);
    }
}
