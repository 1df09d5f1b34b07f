// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.temoin.retention.engine.domain.Holds;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is shown of the holds on an item: a processor learns that there are some, not which
 * items one case joins, and not that the person asked the controller for something.
 *
 * @param held whether there is one
 * @param ids of the holds; empty for whoever is not shown them
 * @param frozenUntil until when an open request keeps it at the latest; absent for whoever is not
 *     shown that, too
 */
record HoldsShown(boolean held, Set<UUID> ids, @Nullable Instant frozenUntil) {

    /** There are none. */
    static final HoldsShown NONE = new HoldsShown(false, Set.of(), null);

    HoldsShown {
        ids = Set.copyOf(ids);
    }

    static HoldsShown of(Holds holds, boolean named, Instant now) {
        Set<UUID> ids = holds.ids();
        return new HoldsShown(
                holds.hold(),
                named && ids != null ? ids : Set.of(),
                named && holds.freeze(now) ? holds.frozenUntil() : null);
    }
}
