// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing;

import io.temoin.consent.decision.ProposedCall;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.shredding.TenantId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The question about a list. It is asked as of one moment, that of the first request, also when it
 * is repeated.
 *
 * @param numbers as they were written; kept nowhere
 */
record ListScrub(
        UUID id, ProposedCall call, List<@Nullable String> numbers, EventMetadata metadata) {

    /** Numbers that are worked through together. */
    static final int SLICE = 500;

    TenantId tenant() {
        return metadata.tenant();
    }

    int slices() {
        return (numbers.size() + SLICE - 1) / SLICE;
    }

    ListScrub asFirstAsked(EventMetadata first) {
        return new ListScrub(id, call, numbers, first);
    }

    @Override
    public String toString() {
        return "ListScrub[" + id + "]";
    }
}
