// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes numbers out of a text that are as long as those of cards and accounts (ISO/IEC 7812, ISO
 * 13616). No check digit is asked for: one digit that was misheard would let the others through. A
 * phone number is shorter, as people write it. Numbers said in words stay.
 */
final class LongNumbers {

    /** What stands in the place of one; the same in every language. */
    static final String MASK = "[****]";

    /** 13 digits or more, with what separates groups. */
    private static final Pattern NUMBER =
            Pattern.compile("\\p{Nd}(?:[\\s\\p{Z}.,:/\\p{Pd}]{0,3}\\p{Nd}){12,}+");

    private LongNumbers() {}

    static String masked(String text) {
        return NUMBER.matcher(text).replaceAll(Matcher.quoteReplacement(MASK));
    }
}
