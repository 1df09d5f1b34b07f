// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import io.temoin.retention.engine.domain.Disposition.Dated;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The legal holds on one item, and the freeze of open requests of its person. One hold is enough to
 * stop its disposition, whatever else orders it (GDPR art. 17(3)(e)); a freeze stops every one that
 * no law orders, until its end. The item's clocks run on, so when the last hold goes, or the
 * request is answered, it is due as before.
 *
 * @param ids of the holds; {@code null} when nobody has looked, which stops a disposition too
 * @param frozenUntil until when an open request keeps it at the latest; {@code null} when none does
 */
public record Holds(@Nullable Set<UUID> ids, @Nullable Instant frozenUntil) {

    /** Nobody has looked. */
    public static final Holds UNKNOWN = new Holds(null, null);

    /** There are none. */
    public static final Holds NONE = new Holds(Set.of(), null);

    public Holds {
        ids = ids == null ? null : Set.copyOf(ids);
    }

    /** Those holds, and no freeze. */
    public Holds(@Nullable Set<UUID> ids) {
        this(ids, null);
    }

    /** Whether somebody has looked. */
    public boolean areKnown() {
        return ids != null;
    }

    /** Whether there is one. */
    public boolean hold() {
        return ids == null || !ids.isEmpty();
    }

    /** Whether an open request keeps at that moment what no law orders destroyed. */
    public boolean freeze(Instant now) {
        return frozenUntil != null && now.isBefore(frozenUntil);
    }

    /** Whether the item may be destroyed, when it is due. */
    public boolean allow(Dated disposition, Instant now) {
        return !hold() && (DispositionBasis.isOrderedByLaw(disposition, now) || !freeze(now));
    }
}
