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

    /** What separates the digits of a written number. */
    private static final String GAP = "[ ._\\-/()]{0,2}";

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
                            + "(?<![0-9][ ._\\-/()])(?!(?:19|20)[0-9]{2}[-._/"
                            + " ](?:0[1-9]|1[0-2])[-._/ ])[1-9][0-9]{0,3}(?:["
                            + " ._\\-/()]{1,2}[0-9]{1,4}){3,14}+"
                            + ENDS);

    private static final Pattern ESCAPED = Pattern.compile("%([2-7][0-9A-Fa-f])");

    /** As often as one escape is hidden in another before nobody would undo it. */
    private static final int ESCAPES_IN_ESCAPES = 8;

    /** Shown to nobody: zero-width characters, and marks on the character before. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Mn}\\p{Me}]");

    private static final String ODD_GAPS = ":;,#*~|&='\u2019`\u00b4!\\\u00b7\u2022\u2219\u22c5";
    private static final Pattern PLUS_AS_A_GAP = Pattern.compile("(?<=[0-9])\\+(?=[0-9])");
    private static final Pattern WIDE_GAP = Pattern.compile("(?<=[0-9])[ ._\\-/()+]{3,}+(?=[0-9])");
    private static final int MINUS = 0x2212;
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
        // As it stands, too: folded, a number may become part of a date before it.
        return isPhone(text) || isPhone(folded(text)) ? "a phone number" : null;
    }

    private static boolean isPhone(String text) {
        return PHONES.stream().anyMatch(phone -> phone.matcher(text).find()) || hasGroups(text);
    }

    /**
     * The text in one spelling: full-width and other forms of a character as that character, digits
     * of any script as 0 to 9, escapes of addresses (RFC 3986 §2.1) as what they stand for, nothing
     * that is not seen, one hyphen and one space for all, and one separator for those that nobody
     * writes numbers with but to hide them.
     */
    private static String plain(String written) {
        String text = UNSEEN.matcher(normal(unescaped(normal(written)))).replaceAll("");
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(each -> plain.appendCodePoint(plain(each)));
        return plain.toString();
    }

    /** With one separator for those that nobody writes a number with but to hide it. */
    private static String folded(String text) {
        return WIDE_GAP.matcher(PLUS_AS_A_GAP.matcher(text).replaceAll(".")).replaceAll(".");
    }

    private static int plain(int character) {
        if (Character.isDigit(character)) {
            return '0' + Character.digit(character, 10);
        }
        if (Character.isSpaceChar(character) || Character.isWhitespace(character)) {
            return ' ';
        }
        if (Character.getType(character) == Character.DASH_PUNCTUATION || character == MINUS) {
            return '-';
        }
        return ODD_GAPS.indexOf(character) < 0 ? character : '.';
    }

    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    private static String unescaped(String text) {
        String now = text;
        for (int i = 0; i < ESCAPES_IN_ESCAPES; i++) {
            String before = now;
            now =
                    ESCAPED.matcher(before)
                            .replaceAll(
                                    found ->
                                            Matcher.quoteReplacement(
                                                    Character.toString(
                                                            Integer.parseInt(found.group(1), 16))));
            if (now.equals(before)) {
                break;
            }
        }
        return now;
    }

    private static boolean hasGroups(String text) {
        return GROUPS.matcher(text)
                .results()
                .mapToLong(found -> found.group().chars().filter(Character::isDigit).count())
                .anyMatch(digits -> digits >= SHORTEST && digits <= LONGEST);
    }
}
