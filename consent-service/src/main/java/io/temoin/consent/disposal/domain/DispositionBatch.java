// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal.domain;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ItemKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An order to destroy items of one kind of one controller.
 *
 * @param batch its id; whatever is done under it is done once
 * @param items in the order in which they were named, each once
 * @param basis why, a code
 */
public record DispositionBatch(
        UUID batch,
        ItemKind kind,
        PartyId controller,
        List<UUID> items,
        String basis,
        Instant orderedAt) {

    /** More are an order that nobody gives. */
    public static final int MOST = 1_000;

    /** Copies the list. */
    public DispositionBatch {
        items = items.stream().distinct().toList();
    }
}
