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
 */
public record Keeping(boolean held, boolean frozen, @Nullable KeptRecording recording) {

    /** Nothing does. */
    public static final Keeping NOTHING = new Keeping(false, false);

    /**
     * A recording that stays.
     *
     * @param on its last local day; absent while nobody knows it, as under a legal hold
     * @param at the end of that day; absent with {@code on}
     */
    public record KeptRecording(@Nullable LocalDate on, @Nullable Instant at) {}

    /** No recording does. */
    public Keeping(boolean held, boolean frozen) {
        this(held, frozen, null);
    }
}
