// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * That a person looks at an item before it is destroyed.
 *
 * @param atMost how long they may have it kept, from the event that the policy's periods run from:
 *     the maximum of the law, and of every wider policy; absent if that is the policy's own period
 */
public record ReviewTerms(@Nullable Period atMost) {

    /** As long as the policy itself says. */
    static final ReviewTerms NO_LONGER = new ReviewTerms(null);
}
