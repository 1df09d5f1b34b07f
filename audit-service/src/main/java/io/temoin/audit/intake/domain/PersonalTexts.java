// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import io.temoin.eventsourcing.Rejected;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what looks like personal data in a text: an entry refers to data and never repeats it. Wide
 * rather than narrow. A code that happens to look like a phone number is refused, and its sender
 * can put a letter before it; a phone number that got in could never be taken out again.
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
                                    + ENDS));

    /**
     * Random and made of groups of digits; none is a phone number. Nor is the id of an event of the
     * suite, which is a UUID and the event's place in its command.
     */
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(\\.[0-9]{1,4})?");

    private PersonalTexts() {}

    /**
     * Refuses a text that looks personal. The refusal does not repeat it.
     *
     * @param pointer where it stands
     * @param instead a sentence that says what may stand there
     * @throws Rejected when it does
     */
    public static void refuse(String pointer, String text, String instead) {
        String personal = kindOf(text);
        if (personal != null) {
            throw Rejected.at(
                    pointer,
                    IntakeProblem.PERSONAL_DATA_REFUSED,
                    "This looks like " + personal + ". " + instead);
        }
    }

    /**
     * Refuses what looks personal where a reason is stated: it is on record for good.
     *
     * @throws Rejected with a pointer to it
     */
    public static void refuseInReason(String code, String reference) {
        refuse("/reason/code", code, "A reason has a code.");
        refuse("/reason/reference", reference, "A reason refers to a ticket or a case.");
    }

    /** What the text looks like, with its article; {@code null} when it does not look personal. */
    public static @Nullable String kindOf(String text) {
        if (EMAIL.matcher(text).find()) {
            return "an e-mail address";
        }
        if (UUID.matcher(text).matches()) {
            return null;
        }
        return PHONES.stream().anyMatch(phone -> phone.matcher(text).find())
                ? "a phone number"
                : null;
    }
}
