// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.policy.domain.Purpose.QUALITY;
import static io.temoin.retention.schedule.domain.RetainedItems.*;

import java.util.List;
import java.util.stream.Stream;

/** The item at each stage of its life, by the events that lead there. */
enum Stage {
    KEPT,
    ORDERED,
    DISPOSED,
    GONE;

    RetainedItemEvent[] past() {
        var kept = List.of(retained(QUALITY), planned(facts(QUALITY)));
        var due = List.of(fulfilled(QUALITY), scheduledToday());
        return switch (this) {
            case KEPT -> past(kept);
            case ORDERED -> past(kept, due, List.of(orderedToday()));
            case DISPOSED -> past(kept, due, List.of(orderedToday(), confirmed()));
            case GONE -> past(kept, List.of(erasedWithoutOrder()));
        };
    }

    @SafeVarargs
    private static RetainedItemEvent[] past(List<RetainedItemEvent>... parts) {
        return Stream.of(parts).flatMap(List::stream).toArray(RetainedItemEvent[]::new);
    }
}
