// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing;

/**
 * The shapes that names in the event table have. Every row that is read is checked against them, so
 * they are looped over by hand: as regular expressions they took an eighth of the relay's time.
 */
final class Slugs {

    private Slugs() {}

    /** One to {@code longest} of a-z. */
    static boolean isWord(String text, int longest) {
        for (int i = 0; i < text.length(); i++) {
            if (!isLetter(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= longest;
    }

    /** One to {@code longest} of a-z, 0-9 and '-', the first of them no '-'. */
    static boolean isSlug(String text, int longest) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            boolean fits = isLetter(next) || (next >= '0' && next <= '9') || (next == '-' && i > 0);
            if (!fits) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= longest;
    }

    private static boolean isLetter(char next) {
        return next >= 'a' && next <= 'z';
    }
}
