// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.disposal.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Record what became of an order.
 *
 * @param gone the items that are destroyed
 */
public record RecordDisposal(
        DispositionBatch batch,
        Set<UUID> gone,
        List<RefusedItem> refused,
        @Nullable LocalDate horizon,
        Instant now) {

    /** Copies both. */
    public RecordDisposal {
        gone = Set.copyOf(gone);
        refused = List.copyOf(refused);
    }
}
