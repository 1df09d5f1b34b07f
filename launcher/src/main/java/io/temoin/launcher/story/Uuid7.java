// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids as a recorder chooses them: UUID version 7 (RFC 9562). */
final class Uuid7 {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Uuid7() {}

    static UUID at(Instant moment) {
        var high = (moment.toEpochMilli() << 16) | 0x7000L | (RANDOM.nextLong() & 0x0fffL);
        var low = 0x8000_0000_0000_0000L | (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL);
        return new UUID(high, low);
    }
}
