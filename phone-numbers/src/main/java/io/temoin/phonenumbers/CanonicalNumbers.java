// SPDX-License-Identifier: Apache-2.0
package io.temoin.phonenumbers;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import io.temoin.phonenumbers.domain.FrenchPlan;
import io.temoin.phonenumbers.domain.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Reads phone numbers as people write them, each in its one canonical form: two services that read
 * the same number otherwise would take one person for two. Safe for concurrent use.
 */
public final class CanonicalNumbers {

    private static final String DEFAULT_REGION = "FR";
    private static final String FRENCH_PREFIX = "+33";
    private static final int FRENCH_LENGTH = 12;
    private static final int LONGEST = 40;

    /** San Marino is within the Italian plan, and has a country code of its own besides. */
    private static final String SAN_MARINO_BY_ITALY = "+390549";

    private static final String SAN_MARINO = "+3780549";

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    /** Whether national numbers of that country can be read. */
    public boolean knows(String region) {
        return numbers.getSupportedRegions().contains(region);
    }

    /**
     * The number; one without country code is French.
     *
     * @return {@code null} when it is not a possible number
     */
    public @Nullable PhoneNumber read(String text) {
        PhoneNumber french = plainlyFrench(text);
        return french == null ? read(text, DEFAULT_REGION) : french;
    }

    /**
     * The number, as lists of one country have it.
     *
     * @param region ISO 3166-1 code of the country whose national numbers have no country code
     * @return {@code null} when it is not a possible number
     */
    public @Nullable PhoneNumber read(String text, String region) {
        try {
            if (text.length() <= LONGEST) {
                Phonenumber.PhoneNumber parsed = numbers.parse(text, region);
                // Possible, not valid: the ranges reserved for fiction are possible numbers only.
                return numbers.isPossibleNumber(parsed) ? canonical(parsed) : null;
            }
        } catch (NumberParseException _) {
            return null; // its message may quote the number
        }
        return null;
    }

    /** One form for each line, where plans have several. */
    private PhoneNumber canonical(Phonenumber.PhoneNumber parsed) {
        String national = numbers.getNationalSignificantNumber(parsed);
        if (FrenchPlan.hasCountryCode(parsed.getCountryCode())
                && national.length() == FrenchPlan.LENGTH) {
            return FrenchPlan.number(national);
        }
        String e164 = numbers.format(parsed, PhoneNumberFormat.E164);
        return new PhoneNumber(
                e164.startsWith(SAN_MARINO_BY_ITALY)
                        ? SAN_MARINO + e164.substring(SAN_MARINO_BY_ITALY.length())
                        : e164);
    }

    /**
     * The number when it is one of the French mainland in its international form, which is how
     * dialers send theirs; {@code null} when it takes a closer look. A decision costs less than the
     * library's parsing.
     */
    public static @Nullable PhoneNumber plainlyFrench(String text) {
        if (text.length() < FRENCH_LENGTH || !text.startsWith(FRENCH_PREFIX)) {
            return null;
        }
        StringBuilder number = new StringBuilder(FRENCH_LENGTH).append(FRENCH_PREFIX);
        for (int i = FRENCH_PREFIX.length(); i < text.length(); i++) {
            char next = text.charAt(i);
            boolean first = number.length() == FRENCH_PREFIX.length();
            if (next >= (first ? '1' : '0') && next <= '9') {
                number.append(next);
            } else if (next != ' ') {
                return null;
            }
        }
        return number.length() == FRENCH_LENGTH
                        && FrenchPlan.isMainland(number.substring(FRENCH_PREFIX.length()))
                ? new PhoneNumber(number.toString())
                : null;
    }
}
