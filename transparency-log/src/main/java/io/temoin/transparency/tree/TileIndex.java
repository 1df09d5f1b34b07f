// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The end of a tile's path: an index in groups of three digits, all but the last after an {@code
 * x}, and the width of a partial tile.
 */
record TileIndex(long index, int width) {

    static final int FULL = 256;

    private static final int GROUP = 1000;
    private static final Pattern FORM =
            Pattern.compile("((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([0-9]{1,3}))?");

    TileIndex {
        if (index < 0) {
            throw new Untrusted("A tile cannot have the index " + index + ".");
        }
        if (width < 1 || width > FULL) {
            throw new Untrusted("A tile cannot be " + width + " wide; it is 1 to 256 wide.");
        }
    }

    static TileIndex parse(String text, String path) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new Untrusted("\"" + path + "\" is not the path of a tile.");
        }
        String digits = parts.group(1).replace("x", "").replace("/", "");
        String index = digits.replaceFirst("^0+(?=.)", "");
        int width =
                parts.group(2) == null
                        ? FULL
                        : (int) StrictText.decimal(parts.group(2), "The width of a tile");
        TileIndex parsed = new TileIndex(StrictText.decimal(index, "The index of a tile"), width);
        // Catches "x000/001" and ".p/256": they name a tile that has another name.
        if (!parsed.path().equals(text)) {
            throw new Untrusted("\"" + path + "\" is not the canonical path of its tile.");
        }
        return parsed;
    }

    String path() {
        StringBuilder path = new StringBuilder(group(index));
        for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
            path.insert(0, "x" + group(rest) + "/");
        }
        return width == FULL ? path.toString() : path + ".p/" + width;
    }

    private static String group(long number) {
        long group = number % GROUP;
        return (group < 10 ? "00" : group < 100 ? "0" : "") + group;
    }
}
