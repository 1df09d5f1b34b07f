// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import io.temoin.transparency.Sha256;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * The hashes of RFC 6962, section 2.1, with SHA-256. One instance keeps one digest, so that hashing
 * a million nodes allocates nothing; it is not for use by two threads at a time.
 */
public final class MerkleHasher {

    /** The root of a tree without leaves: the SHA-256 hash of nothing. */
    public static final Hash EMPTY_ROOT = Hash.of(Sha256.digest().digest());

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    private final MessageDigest digest = Sha256.digest();

    /** The hash of a leaf with this content. */
    public Hash leaf(byte[] content) {
        digest.update(LEAF);
        return Hash.of(digest.digest(content));
    }

    /**
     * Writes the hash of the leaf whose content lies there into a row of hashes. The byte before
     * the content is overwritten: the digest reads in one piece faster than in two.
     */
    void leaf(byte[] bytes, int start, int end, byte[] row, int number) {
        bytes[start - 1] = LEAF;
        digest.update(bytes, start - 1, 1 + end - start);
        write(row, number * Hash.SIZE);
    }

    /** The hash of a node above these two. */
    public Hash node(Hash left, Hash right) {
        byte[] pair = new byte[2 * Hash.SIZE];
        left.copyTo(pair, 0);
        right.copyTo(pair, Hash.SIZE);
        digest.update(NODE);
        return Hash.of(digest.digest(pair));
    }

    /** The root above the 256 hashes of a full tile. */
    public Hash root(byte[] tile) {
        return fold(tile, 0, Tile.FULL_WIDTH, scratch());
    }

    /** Room for {@link #fold}: the hashes of a full tile, and a byte before them. */
    static byte[] scratch() {
        return new byte[1 + Tile.FULL_WIDTH * Hash.SIZE];
    }

    /**
     * The root above {@code count} neighbouring hashes in {@code row}, a power of two of them,
     * folded inside {@code scratch}.
     */
    Hash fold(byte[] row, int first, int count, byte[] scratch) {
        System.arraycopy(row, first * Hash.SIZE, scratch, 1, count * Hash.SIZE);
        for (int width = count / 2; width > 0; width /= 2) {
            for (int i = 0; i < width; i++) {
                // In one piece too. The byte before a pair ends a hash that was read already, and
                // what is written stays left of the pairs to come.
                int node = 2 * i * Hash.SIZE;
                scratch[node] = NODE;
                digest.update(scratch, node, 1 + 2 * Hash.SIZE);
                write(scratch, 1 + i * Hash.SIZE);
            }
        }
        return Hash.of(scratch, 1);
    }

    private void write(byte[] target, int offset) {
        try {
            digest.digest(target, offset, Hash.SIZE);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 did not fit into its 32 bytes", e);
        }
    }
}
