// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The legal holds on one item. One is enough to stop its disposition, whatever else orders it (GDPR
 * art. 17(3)(e)); its clocks run on, so an item whose last hold goes is due as before.
 *
 * @param ids of the holds; {@code null} when nobody has looked, which stops a disposition too
 */
public record Holds(@Nullable Set<UUID> ids) {

    /** Nobody has looked. */
    public static final Holds UNKNOWN = new Holds(null);

    /** There are none. */
    public static final Holds NONE = new Holds(Set.of());

    public Holds {
        ids = ids == null ? null : Set.copyOf(ids);
    }

    /** Whether somebody has looked. */
    public boolean areKnown() {
        return ids != null;
    }

    /** Whether the item may be destroyed. */
    public boolean allowDisposition() {
        return ids != null && ids.isEmpty();
    }
}
