// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding;

/**
 * The shapes of the names of tenants, subjects and streams. Every name in every row that is read
 * from the event table is checked against them, so they are looped over by hand: as regular
 * expressions they took an eighth of the relay's time.
 */
public final class NamePatterns {

    private NamePatterns() {}

    /** One to {@code longest} of a-z. */
    public static boolean isWord(String text, int longest) {
        for (int i = 0; i < text.length(); i++) {
            if (!isLetter(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= longest;
    }

    /** One to {@code longest} of a-z, 0-9 and '-', the first of them no '-'. */
    public static boolean isSlug(String text, int longest) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            boolean fits = isLetter(next) || isDigit(next) || (next == '-' && i > 0);
            if (!fits) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= longest;
    }

    /** So many of 0-9 and a-f. */
    static boolean isHexadecimal(String text, int length) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (!isDigit(next) && (next < 'a' || next > 'f')) {
                return false;
            }
        }
        return text.length() == length;
    }

    private static boolean isDigit(char next) {
        return next >= '0' && next <= '9';
    }

    private static boolean isLetter(char next) {
        return next >= 'a' && next <= 'z';
    }
}
