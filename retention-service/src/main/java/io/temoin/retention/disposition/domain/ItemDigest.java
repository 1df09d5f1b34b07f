// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition.domain;

import io.temoin.eventsourcing.Sha256;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/** The digest by which order and confirmation name the same items. */
public final class ItemDigest {

    private ItemDigest() {}

    /** Hex SHA-256 of the ids, sorted as text, each followed by a line feed. */
    public static String of(Collection<UUID> items) {
        return Sha256.hex(
                items.stream()
                        .map(UUID::toString)
                        .sorted()
                        .map(id -> id + "\n")
                        .collect(Collectors.joining()));
    }
}
