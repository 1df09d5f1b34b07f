// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what looks like personal data in a text that a client chose: references and codes refer to
 * people and never repeat their data. The one such check of the suite. Wide rather than narrow: a
 * code that happens to look like a phone number is refused, and its sender can put a letter before
 * it; a phone number that got in could never be taken out again.
 */
public final class PersonalTexts {

    /** What separates the digits of a written number; also the narrow and the wide fixed space. */
    private static final String GAP = "[ ._\\-/()\\u00a0\\u202f]{0,2}";

    private static final String NOT_INSIDE_A_WORD = "(?<![0-9A-Za-z])";
    private static final String ENDS = "(?![0-9A-Za-z])";

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]@[^\\s@]");

    private static final List<Pattern> PHONES =
            List.of(
                    // E.164 (ITU-T, at most 15 digits) with its plus, as people write it
                    Pattern.compile("\\+" + GAP + "[1-9](?:" + GAP + "[0-9]){6,14}" + ENDS),
                    // the same behind the prefix of a call abroad
                    Pattern.compile(
                            NOT_INSIDE_A_WORD
                                    + "00"
                                    + GAP
                                    + "[1-9](?:"
                                    + GAP
                                    + "[0-9]){8,13}"
                                    + ENDS),
                    // national with a trunk zero: France, Germany, United Kingdom, Belgium, Italy
                    Pattern.compile(
                            NOT_INSIDE_A_WORD + "\\(?0[1-9](?:" + GAP + "[0-9]){7,10}" + ENDS),
                    // North America, in its groups
                    Pattern.compile(
                            NOT_INSIDE_A_WORD
                                    + "\\(?[2-9][0-9]{2}\\)?[ .-][2-9][0-9]{2}[ .-][0-9]{4}"
                                    + ENDS),
                    // Spain, in its groups
                    Pattern.compile(
                            NOT_INSIDE_A_WORD
                                    + "[6-9][0-9]{2} [0-9]{2,3} [0-9]{2,3}(?: [0-9]{2})?"
                                    + ENDS),
                    // E.164 without its plus; one that begins with 1 is North America's and has 11
                    Pattern.compile(
                            NOT_INSIDE_A_WORD + "(?:[2-9][0-9]{8,14}|1[2-9][0-9]{9})" + ENDS),
                    // nine digits: of France and others without their trunk zero
                    Pattern.compile(NOT_INSIDE_A_WORD + "1[0-9]{8}" + ENDS));

    /** The same as people group it, which a date with a number behind it is not. */
    private static final Pattern GROUPS =
            Pattern.compile(
                    NOT_INSIDE_A_WORD
                            + "(?<![0-9][ ._\\-/()\\u00a0\\u202f])(?!(?:19|20)[0-9]{2}[-._/"
                            + " ](?:0[1-9]|1[0-2])[-._/ ])[1-9][0-9]{0,3}(?:["
                            + " ._\\-/()\\u00a0\\u202f]{1,2}[0-9]{1,4}){3,14}+"
                            + ENDS);

    private static final Pattern ESCAPED = Pattern.compile("%([2-7][0-9A-Fa-f])");
    private static final String ODD_GAPS = ":;,#*~|&=";
    private static final int SHORTEST = 9;
    private static final int LONGEST = 15;

    /**
     * Random and made of groups of digits; none is a phone number. Nor is the id of an event of the
     * suite, which is a UUID and the event's place in its command, or a correlation id that a
     * client chose.
     */
    private static final Pattern UUID =
            Pattern.compile(
                    "(?:claimed:)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(\\.[0-9]{1,4})?");

    private PersonalTexts() {}

    /** What the text looks like, with its article; {@code null} when it does not look personal. */
    public static @Nullable String kindOf(String written) {
        if (UUID.matcher(written).matches()) {
            return null;
        }
        String text = plain(written);
        if (EMAIL.matcher(text).find()) {
            return "an e-mail address";
        }
        return PHONES.stream().anyMatch(phone -> phone.matcher(text).find()) || hasGroups(text)
                ? "a phone number"
                : null;
    }

    /**
     * The text in one spelling: full-width and other forms of a character as that character, digits
     * of any script as 0 to 9, escapes of addresses (RFC 3986 §2.1) as what they stand for, and one
     * separator for those that nobody writes numbers with but to hide them.
     */
    private static String plain(String written) {
        String text =
                ESCAPED.matcher(Normalizer.normalize(written, Normalizer.Form.NFKC))
                        .replaceAll(
                                found ->
                                        Matcher.quoteReplacement(
                                                Character.toString(
                                                        Integer.parseInt(found.group(1), 16))));
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        each -> {
                            if (Character.isDigit(each)) {
                                plain.append(Character.digit(each, 10));
                            } else {
                                plain.appendCodePoint(ODD_GAPS.indexOf(each) < 0 ? each : '.');
                            }
                        });
        return plain.toString();
    }

    private static boolean hasGroups(String text) {
        return GROUPS.matcher(text)
                .results()
                .mapToLong(found -> found.group().chars().filter(Character::isDigit).count())
                .anyMatch(digits -> digits >= SHORTEST && digits <= LONGEST);
    }
}
