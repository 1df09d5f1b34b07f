// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.requests;

import io.temoin.eventsourcing.store.EventMetadata;
import java.util.UUID;

/**
 * Ids of what a command makes: UUIDs of version 7 (RFC 9562 §5.7), ordered by the command's time.
 * Their other bits are the command id's, a keyed hash: as good as chance, and one id per command.
 */
public final class TimeOrderedId {

    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000000000000000L;

    private TimeOrderedId() {}

    /** The id of what the command makes. */
    public static UUID of(EventMetadata metadata) {
        return of(metadata, 0);
    }

    /**
     * The ids of the things that one command makes.
     *
     * @param ordinal which of them, from 0 on; few
     */
    public static UUID of(EventMetadata metadata, int ordinal) {
        UUID command = metadata.commandId();
        long high =
                (metadata.at().toEpochMilli() << 16)
                        | VERSION
                        | (command.getMostSignificantBits() & 0xfffL);
        long low = VARIANT | ((command.getLeastSignificantBits() ^ ordinal) & 0x3fffffffffffffffL);
        return new UUID(high, low);
    }
}
