// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.temoin.chassis.visibility.domain.Ownership;
import io.temoin.retention.schedule.domain.CallReference;
import io.temoin.retention.schedule.domain.Explanation;
import io.temoin.retention.schedule.domain.RetainedItem;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItem.Gone;
import io.temoin.retention.schedule.domain.RetainedItem.Known;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import java.util.Set;
import java.util.stream.Collectors;

/** Whose data an item is. */
public final class ItemOwnership {

    private ItemOwnership() {}

    /** One that is not known yet is the controller's. */
    public static Ownership of(RetainedItem item) {
        CallReference call = callOf(item);
        Retained retained =
                switch (item) {
                    case Known known -> known.retained();
                    case Gone gone -> gone.before();
                    case Expected _ -> null;
                };
        return new Ownership(
                call.controller(),
                retained == null ? Set.of() : Set.of(retained.processor()),
                retained == null
                        ? Set.of()
                        : retained.facts().policies().stream()
                                .map(policy -> policy.purpose().name())
                                .collect(Collectors.toSet()),
                new Ownership.Campaign(retained == null ? null : retained.campaign()),
                null);
    }

    /**
     * The call of an item.
     *
     * @throws io.temoin.eventsourcing.Rejected when nothing is known of the item
     */
    public static CallReference callOf(RetainedItem item) {
        return switch (item) {
            case Expected _ -> throw Explanation.unknown();
            case Known known -> known.retained().call();
            case Gone gone -> gone.call();
        };
    }
}
