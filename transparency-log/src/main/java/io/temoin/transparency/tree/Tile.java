// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a tile of hashes lies (c2sp.org/tlog-tiles): its level, its index in the level, and how
 * many hashes wide it is. A full tile is 256 wide; only the last one of a level is narrower. On
 * level 0 the hashes are those of leaves; above, each is the root of a full tile below.
 */
public record Tile(int level, long index, int width) {

    /** Hashes in a full tile. */
    public static final int FULL_WIDTH = TileIndex.FULL;

    /** Levels below one of tiles: a tile is a subtree of this height. */
    static final int HEIGHT = 8;

    /** Levels that a tree of less than 2^63 leaves can have. */
    static final int LEVELS = 8;

    private static final int HIGHEST = 63;
    private static final String PREFIX = "tile/";

    /** Refuses what no tile can be: a level above 63, a negative index, a width not in 1..256. */
    public Tile {
        if (level < 0 || level > HIGHEST) {
            throw new Untrusted("A tile cannot be on level " + level + "; levels are 0 to 63.");
        }
        new TileIndex(index, width);
    }

    /** Reads {@code tile/<level>/<index>[.p/<width>]} back; every tile has one path. */
    public static Tile parse(String path) {
        int slash = path.indexOf('/', PREFIX.length());
        if (!path.startsWith(PREFIX) || slash < 0) {
            throw new Untrusted("\"" + path + "\" is not the path of a tile.");
        }
        String level = path.substring(PREFIX.length(), slash);
        if (level.length() > 2) {
            throw new Untrusted("\"" + path + "\" is not the path of a tile.");
        }
        TileIndex index = TileIndex.parse(path.substring(slash + 1), path);
        return new Tile(
                (int) StrictText.decimal(level, "The level of a tile"),
                index.index(),
                index.width());
    }

    /** The tile at this place as it is in a tree of this size, full or partial. */
    public static Tile in(long size, int level, long index) {
        long hashes = hashes(size, level);
        if (index < 0 || hashes == 0 || index > (hashes - 1) / FULL_WIDTH) {
            throw new Untrusted(
                    "A tree of size "
                            + size
                            + " has no tile "
                            + index
                            + " on level "
                            + level
                            + ".");
        }
        return new Tile(level, index, (int) Math.min(hashes - index * FULL_WIDTH, FULL_WIDTH));
    }

    /** The partial tiles at the right edge of a tree of this size, from level 0 up. */
    public static List<Tile> edge(long size) {
        List<Tile> edge = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            int width = (int) (hashes(size, level) % FULL_WIDTH);
            if (width > 0) {
                edge.add(new Tile(level, hashes(size, level) / FULL_WIDTH, width));
            }
        }
        return edge;
    }

    /** How many hashes a tree of this size has on a level of tiles. */
    public static long hashes(long size, int level) {
        return level < LEVELS ? size >>> (HEIGHT * level) : 0;
    }

    /** Whether the tile is full, and so will never change. */
    public boolean full() {
        return width == FULL_WIDTH;
    }

    /** The path below the log's prefix, such as {@code tile/0/x001/x234/067.p/8}. */
    public String path() {
        return PREFIX + level + "/" + new TileIndex(index, width).path();
    }

    /** The content, if it has the right length for this tile. */
    byte[] checked(byte[] content) {
        if (content.length != width * Hash.SIZE) {
            throw new Untrusted(
                    path()
                            + " has "
                            + content.length
                            + " bytes instead of "
                            + width * Hash.SIZE
                            + ".");
        }
        return content;
    }
}
