// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** UUIDs of version 7 (RFC 9562 §5.7): ordered by the time at which what they name was made. */
public final class TimeOrderedId {

    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000000000000000L;

    private TimeOrderedId() {}

    /** A new one each time; its other bits are random. */
    public static UUID random(Instant at) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return of(at, random.nextLong(), random.nextLong());
    }

    /**
     * The id of what the command makes, at the command's time. Its other bits are the command id's,
     * a keyed hash: as good as random, and one id per command.
     */
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
        return of(
                metadata.at(),
                command.getMostSignificantBits(),
                command.getLeastSignificantBits() ^ ordinal);
    }

    private static UUID of(Instant at, long high, long low) {
        return new UUID(
                (at.toEpochMilli() << 16) | VERSION | (high & 0xfffL),
                VARIANT | (low & 0x3fffffffffffffffL));
    }
}
