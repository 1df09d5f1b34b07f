// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition.domain;

import io.temoin.retention.disposition.domain.BatchEvent.DispositionBatchOrdered;

/** State of one batch of registered items. */
public sealed interface DispositionBatch {

    /** Not ordered. */
    record Unknown() implements DispositionBatch {}

    /**
     * Ordered, and not confirmed.
     *
     * @param overdue whether it was said to be
     */
    record Ordered(DispositionBatchOrdered order, boolean overdue) implements DispositionBatch {}

    /** Confirmed. */
    record Confirmed(DispositionBatchOrdered order) implements DispositionBatch {}
}
