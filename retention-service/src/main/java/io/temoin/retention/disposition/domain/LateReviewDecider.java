// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition.domain;

import io.temoin.eventsourcing.Decider;
import java.util.List;

/** Says once what one look found to be late. The state is whether that was said. */
public final class LateReviewDecider
        implements Decider<SayItemReviewsOverdue, Boolean, ItemReviewsOverdue> {

    @Override
    public Boolean initialState() {
        return false;
    }

    @Override
    public List<ItemReviewsOverdue> decide(SayItemReviewsOverdue command, Boolean said) {
        return said ? List.of() : List.of(command.overdue());
    }

    @Override
    public Boolean evolve(Boolean said, ItemReviewsOverdue event) {
        return true;
    }
}
