// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import java.util.Set;
import java.util.UUID;

/**
 * What somebody is shown of the holds on an item: a processor learns that there are some, not which
 * items one case joins.
 *
 * @param held whether there is one
 * @param ids of the holds; empty for whoever is not shown them
 */
record HoldsShown(boolean held, Set<UUID> ids) {

    /** There are none. */
    static final HoldsShown NONE = new HoldsShown(false, Set.of());

    HoldsShown {
        ids = Set.copyOf(ids);
    }

    static HoldsShown of(Set<UUID> holds, boolean named) {
        return new HoldsShown(!holds.isEmpty(), named ? holds : Set.of());
    }
}
