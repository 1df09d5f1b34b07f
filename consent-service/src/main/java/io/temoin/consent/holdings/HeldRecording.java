// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.holdings;

import io.temoin.chassis.visibility.domain.Ownership;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recording of a call with a person.
 *
 * @param endedAt when the recording ended
 * @param dueOn the last day on which it is there; absent while that waits for something
 * @param erasedAt when it was destroyed; absent while it is there
 */
public record HeldRecording(
        UUID recording,
        String controller,
        String processor,
        @Nullable String campaign,
        List<String> purposes,
        Instant endedAt,
        @Nullable LocalDate dueOn,
        @Nullable Instant erasedAt) {

    public HeldRecording {
        purposes = List.copyOf(purposes);
    }

    /** Whose data it is. */
    Ownership ownership() {
        return new Ownership(
                controller,
                Set.of(processor),
                Set.copyOf(purposes),
                new Ownership.Campaign(campaign),
                null);
    }
}
