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

/** What happened to one batch of registered items. Published as they are. */
public sealed interface BatchEvent {

    UUID batch();

    ItemKind kind();

    String controller();

    /**
     * The items are to be destroyed by the service that keeps them.
     *
     * @param items at most 1,000 of one kind of one controller
     */
    record DispositionBatchOrdered(
            UUID batch,
            ItemOwner owner,
            ItemKind kind,
            String controller,
            List<UUID> items,
            DispositionBasis basis,
            Instant orderedAt)
            implements BatchEvent {
        public DispositionBatchOrdered {
            items = List.copyOf(items);
        }
    }

    /**
     * The owner destroyed them, except some.
     *
     * @param disposed how many are destroyed
     * @param refused those that are not
     * @param digest hex SHA-256 of the ids of the destroyed items
     * @param horizon the day after which no backup can bring them back
     * @param basis the ground of the order
     */
    record DispositionBatchConfirmed(
            UUID batch,
            ItemKind kind,
            String controller,
            int disposed,
            List<RefusedItem> refused,
            String digest,
            Instant erasedAt,
            @Nullable LocalDate horizon,
            DispositionBasis basis)
            implements BatchEvent {
        public DispositionBatchConfirmed {
            refused = List.copyOf(refused);
        }
    }

    /**
     * The owner has not confirmed in time. Said once.
     *
     * @param items how many wait
     */
    record DispositionBatchOverdue(
            UUID batch,
            ItemOwner owner,
            ItemKind kind,
            String controller,
            int items,
            Instant orderedAt,
            Instant at)
            implements BatchEvent {}
}
