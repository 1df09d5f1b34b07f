// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the criteria of a hold ask of an item.
 *
 * @param kind code of what it is
 * @param controller whose it is
 * @param subject pseudonym of the person
 * @param campaign of the call; {@code null} for a call of none
 * @param purposes codes of the purposes that it is kept for, or was
 * @param endedAt when the call ended
 * @param decision on the call; {@code null} for an item of none
 */
public record HeldItem(
        UUID item,
        String kind,
        String controller,
        @Nullable String subject,
        @Nullable String campaign,
        Set<String> purposes,
        Instant endedAt,
        @Nullable UUID decision) {

    public HeldItem {
        purposes = Set.copyOf(purposes);
    }

    /** Code of the kind of recordings. */
    public static final String RECORDING = "RECORDING";

    /** The decision of the call that it tells of; {@code null} of a recording itself. */
    @Nullable UUID call() {
        return kind.equals(RECORDING) ? null : decision;
    }
}
