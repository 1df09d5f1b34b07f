// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import java.util.regex.Pattern;

/**
 * Text of others on a terminal. It is printed so that it does what it looks like and nothing else:
 * no control sequence, no invisible letter, no change of the writing direction, and no value that
 * looks like the beginning of another field. What is not printed as it is, is written as a JSON
 * string writes it, so a value and its print are the same JSON.
 */
final class PlainText {

    /** A JSON string that loses nothing but its quotes: ids, codes, times. */
    private static final Pattern WORD = Pattern.compile("\"([A-Za-z0-9][A-Za-z0-9._:/+-]*)\"");

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

    private PlainText() {}

    /** A value in canonical JSON: a word without its quotes, everything else as JSON. */
    static String value(String json) {
        var word = WORD.matcher(json);
        return word.matches() ? word.group(1) : of(json);
    }

    /** The name of a field: in quotes, unless it is a word. */
    static String name(String name) {
        return NAME.matcher(name).matches() ? name : "\"" + of(name) + "\"";
    }

    /** Any text: what could harm the reader's eye or terminal is escaped. */
    static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        point -> {
                            if (isHarmless(point)) {
                                plain.appendCodePoint(point);
                            } else {
                                for (char unit : Character.toChars(point)) {
                                    plain.append("\\u").append("%04x".formatted((int) unit));
                                }
                            }
                        });
        return plain.toString();
    }

    /** Visible ASCII, the space, and letters and digits that are written from left to right. */
    private static boolean isHarmless(int point) {
        return point < 0x7f ? point >= ' ' : isLetterToTheRight(point) && isVisible(point);
    }

    private static boolean isLetterToTheRight(int point) {
        return Character.isLetterOrDigit(point)
                && Character.getDirectionality(point) == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
    }

    /** The fillers of Hangul are letters that show nothing. */
    private static boolean isVisible(int point) {
        return point != 0x115f && point != 0x1160 && point != 0x3164 && point != 0xffa0;
    }
}
