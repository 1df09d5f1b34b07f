// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.disposal.domain;

import io.temoin.eventsourcing.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an order named is destroyed, as far as it may be.
 *
 * @param disposed how many of them are gone, those included that were gone before
 * @param refused the others
 * @param digest over those that are gone, see {@link #digest}
 * @param horizon the day after which no copy can bring them back; absent when there is none
 */
public record ItemsDisposed(
        UUID batch,
        ItemKind kind,
        String controller,
        int disposed,
        List<RefusedItem> refused,
        String digest,
        Instant erasedAt,
        @Nullable LocalDate horizon) {

    /** Copies the list. */
    public ItemsDisposed {
        refused = List.copyOf(refused);
    }

    /** Hexadecimal SHA-256 of the ids, sorted, each followed by a line feed. */
    public static String digest(Collection<UUID> items) {
        return Sha256.hex(
                items.stream()
                        .map(UUID::toString)
                        .sorted()
                        .map(id -> id + "\n")
                        .collect(Collectors.joining()));
    }
}
