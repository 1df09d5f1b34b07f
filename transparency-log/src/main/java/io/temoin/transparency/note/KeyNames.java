// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.note;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;

/** Names of keys on a note: not empty, without spaces of any alphabet and without a plus. */
final class KeyNames {

    private static final int NEXT_LINE = 0x85;

    private KeyNames() {}

    static String require(String name) {
        boolean wellFormed = !name.isEmpty() && name.codePoints().noneMatch(KeyNames::separates);
        if (!wellFormed) {
            throw new Untrusted(
                    "\""
                            + name
                            + "\" is not the name of a key: it is empty or contains a space or"
                            + " a plus.");
        }
        StrictText.refuseControls(name, "The name of a key");
        StrictText.bytes(name, "The name of a key");
        return name;
    }

    private static boolean separates(int letter) {
        return letter == '+'
                || letter == NEXT_LINE
                || Character.isSpaceChar(letter)
                || Character.isWhitespace(letter);
    }
}
