// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import io.temoin.recording.lifecycle.domain.PartyId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one order of retention-service: which of its items are gone, and which stay and
 * why.
 *
 * @param disposed how many are gone, by this order or before it
 * @param digest SHA-256 of their ids, sorted, each followed by a line feed, hexadecimal
 * @param horizon the day after which no backup holds a key of them; absent when nothing was
 *     disposed of
 */
public record ItemsDisposed(
        UUID batch,
        DocumentKind kind,
        PartyId controller,
        int disposed,
        List<Refusal> refused,
        String digest,
        Instant erasedAt,
        @Nullable LocalDate horizon) {

    public ItemsDisposed {
        refused = List.copyOf(refused);
    }

    /** An item that stays. */
    public record Refusal(UUID item, Reason reason) {}

    /** Why an item stays. */
    public enum Reason {
        /** No document of this kind has this id. */
        UNKNOWN,
        /** It belongs to another controller. */
        NOT_OF_CONTROLLER
    }
}
