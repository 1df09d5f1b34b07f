// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import io.temoin.transparency.Untrusted;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a bundle of entries lies, and what is in it (c2sp.org/tlog-tiles): up to 256 entries, each
 * after its length in two bytes, big-endian. The bundle and the tile of level 0 with the same index
 * belong together.
 */
public record EntryBundle(long index, int width) {

    /** Bytes in the longest entry. */
    public static final int LONGEST_ENTRY = 0xffff;

    private static final String PREFIX = "tile/entries/";
    private static final int LENGTH = 2;

    /** Refuses a negative index and a width not in 1..256. */
    public EntryBundle {
        new TileIndex(index, width);
    }

    /** Reads {@code tile/entries/<index>[.p/<width>]} back; every bundle has one path. */
    public static EntryBundle parse(String path) {
        if (!path.startsWith(PREFIX)) {
            throw new Untrusted("\"" + path + "\" is not the path of a bundle of entries.");
        }
        TileIndex index = TileIndex.parse(path.substring(PREFIX.length()), path);
        return new EntryBundle(index.index(), index.width());
    }

    /** The bundle at this index as it is in a tree of this size, full or partial. */
    public static EntryBundle in(long size, long index) {
        return new EntryBundle(index, Tile.in(size, 0, index).width());
    }

    /** The path below the log's prefix, such as {@code tile/entries/273.p/112}. */
    public String path() {
        return PREFIX + new TileIndex(index, width).path();
    }

    /** The bytes of these entries, as many as the bundle is wide. */
    public byte[] encode(List<byte[]> entries) {
        if (entries.size() != width) {
            throw new Untrusted(count(entries.size()));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > LONGEST_ENTRY) {
                throw new Untrusted(
                        "An entry has " + entry.length + " bytes; the maximum is 65535.");
            }
            bytes.write(entry.length >>> Byte.SIZE);
            bytes.write(entry.length);
            bytes.writeBytes(entry);
        }
        return bytes.toByteArray();
    }

    /**
     * The entries in these bytes: exactly as many as the bundle is wide, and nothing after them.
     */
    public List<byte[]> decode(byte[] bytes) {
        List<byte[]> entries = new ArrayList<>(width);
        walk(bytes, (_, start, end) -> entries.add(Arrays.copyOfRange(bytes, start, end)));
        return entries;
    }

    /**
     * The hashes of the entries in these bytes, which are the content of the tile of level 0 that
     * belongs to them. Refuses what {@link #decode} refuses. The entries are hashed where they lie,
     * which overwrites their lengths: the bytes are no bundle any more afterwards.
     */
    public byte[] hashes(byte[] bytes, MerkleHasher hasher) {
        byte[] row = new byte[width * Hash.SIZE];
        walk(bytes, (entry, start, end) -> hasher.leaf(bytes, start, end, row, entry));
        return row;
    }

    /** An entry's length is read before the entry is shown, and not again. */
    private void walk(byte[] bytes, Visitor visitor) {
        int at = 0;
        int entries = 0;
        while (at < bytes.length && entries < width) {
            int start = at + LENGTH;
            int end = start > bytes.length ? start : start + length(bytes, at);
            if (end > bytes.length || start > bytes.length) {
                throw new Untrusted(path() + " ends in the middle of an entry.");
            }
            visitor.entry(entries, start, end);
            entries++;
            at = end;
        }
        if (entries != width) {
            throw new Untrusted(count(entries));
        }
        if (at < bytes.length) {
            throw new Untrusted(path() + " continues after its last entry.");
        }
    }

    private static int length(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << Byte.SIZE) | (bytes[at + 1] & 0xff);
    }

    private String count(int entries) {
        return path() + " has " + entries + " entries instead of " + width + ".";
    }

    /** Is shown where each entry lies. */
    private interface Visitor {
        void entry(int number, int start, int end);
    }
}
