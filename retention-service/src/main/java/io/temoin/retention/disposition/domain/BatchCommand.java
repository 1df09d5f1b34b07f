// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition.domain;

import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.ItemOwner;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be asked of one batch. */
public sealed interface BatchCommand {

    /** Orders items destroyed. */
    record OrderBatch(
            UUID batch,
            ItemKind kind,
            String controller,
            List<UUID> items,
            DispositionBasis basis,
            Instant now)
            implements BatchCommand {
        public OrderBatch {
            items = List.copyOf(items);
        }
    }

    /**
     * Records what an owner answered.
     *
     * @param from who answered
     */
    record ConfirmBatch(
            UUID batch,
            ItemOwner from,
            ItemKind kind,
            String controller,
            long disposed,
            List<RefusedItem> refused,
            String digest,
            Instant erasedAt,
            @Nullable LocalDate horizon)
            implements BatchCommand {
        public ConfirmBatch {
            refused = List.copyOf(refused);
        }
    }

    /** Says that the answer is overdue, if it is still missing. */
    record CheckBatch(Instant now) implements BatchCommand {}
}
