// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation.domain;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What keeps an item whatever its policies say.
 *
 * @param held by a legal hold in force
 * @param frozen by an open request of its person
 * @param recording of its call, which keeps it from the erasure of its person; absent if none does
 * @param reviewed what somebody decided who looked at it
 */
public record Keeping(
        boolean held, boolean frozen, @Nullable KeptRecording recording, Reviewed reviewed) {

    /** Nothing does. */
    public static final Keeping NOTHING = new Keeping(false, false);

    /**
     * A recording that stays.
     *
     * @param on its last local day; absent while nobody knows it, as under a legal hold
     * @param at the end of that day; absent with {@code on}
     */
    public record KeptRecording(@Nullable LocalDate on, @Nullable Instant at) {}

    /**
     * What somebody decided who looked at a registered item.
     *
     * @param keptOn last local day on which it is kept, within its maximum; absent if it is not
     * @param keptAt its end; absent with {@code keptOn}
     * @param releasedFor when what they let go was due; absent if they let nothing go
     * @param against whether nobody looks at it, since its person ended what it is kept for
     */
    public record Reviewed(
            @Nullable LocalDate keptOn,
            @Nullable Instant keptAt,
            @Nullable Instant releasedFor,
            boolean against) {

        /** Nobody has decided anything. */
        public static final Reviewed NOT = new Reviewed(null, null, null, false);
    }

    /** No recording does. */
    public Keeping(boolean held, boolean frozen) {
        this(held, frozen, null);
    }

    /** Nobody has looked at it. */
    public Keeping(boolean held, boolean frozen, @Nullable KeptRecording recording) {
        this(held, frozen, recording, Reviewed.NOT);
    }
}
