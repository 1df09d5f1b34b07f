// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in a business, as it was reported.
 *
 * @param claim keyed fingerprint of the claim that was made, or has ended; {@code null} for every
 *     other event, and for claims that were reported before they had references
 * @param at when it happened
 */
public record BusinessFact(BusinessEvent event, @Nullable String claim, Instant at) {

    /** Something that has nothing to do with a claim, or with one that has no reference. */
    public BusinessFact(BusinessEvent event, Instant at) {
        this(event, null, at);
    }
}
