// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.disposal.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An order to destroy items of one kind of one controller.
 *
 * @param batch its id; whatever is done under it is done once
 * @param controller the organisation whose items they are
 * @param items in the order in which they were named, each once
 * @param basis why, a code
 */
public record DispositionBatch(
        UUID batch,
        ItemKind kind,
        String controller,
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
