// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.Hash;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * An entry of the audit log as it stands in the tree for ever: 49 bytes, {@code 0x01 ‖ event id
 * (16) ‖ commitment (32)}. Neither part says anything about a person once the salts are gone.
 *
 * @param eventId the id of the event, big-endian as in its text form
 * @param commitment the value of the entry's {@link Commitment}
 */
public record AuditLeaf(UUID eventId, Hash commitment) {

    /** Bytes in a leaf. */
    public static final int SIZE = 1 + 2 * Long.BYTES + Hash.SIZE;

    private static final byte VERSION = 0x01;

    /** Reads the bytes of a leaf. */
    public static AuditLeaf parse(byte[] bytes) {
        if (bytes.length != SIZE || bytes[0] != VERSION) {
            throw new Untrusted("This is not an entry of an audit log: the format is wrong.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, 2 * Long.BYTES);
        UUID eventId = new UUID(buffer.getLong(), buffer.getLong());
        return new AuditLeaf(eventId, Hash.of(bytes, buffer.position()));
    }

    /** The 49 bytes. */
    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        bytes.put(VERSION);
        bytes.putLong(eventId.getMostSignificantBits());
        bytes.putLong(eventId.getLeastSignificantBits());
        return bytes.put(commitment.bytes()).array();
    }

    /**
     * Checks that the leaf commits to these digests.
     *
     * @throws Untrusted when it commits to others
     */
    public void verify(Commitment digests) {
        if (!digests.value().equals(commitment)) {
            throw new Untrusted("The digests are not those of the entry " + eventId + ".");
        }
    }
}
