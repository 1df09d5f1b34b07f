// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import io.temoin.consent.permission.domain.PhoneNumber;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Reads phone numbers as people write them; a number without country code is French. */
@Singleton
class PhoneNumbers {

    private static final String DEFAULT_REGION = "FR";
    private static final String FRENCH_PREFIX = "+33";
    private static final int FRENCH_LENGTH = 12;
    private static final int LONGEST = 40;

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    /**
     * A number and the country whose rules govern calls to it.
     *
     * @param region ISO 3166-1 code
     */
    record Callee(PhoneNumber number, String region) {}

    Callee parse(String pointer, @Nullable String written) {
        String text = RequestFields.present(pointer, written);
        String french = plainlyFrench(text);
        if (french != null) {
            return new Callee(new PhoneNumber(french), DEFAULT_REGION);
        }
        return parseAnyhow(pointer, text);
    }

    private Callee parseAnyhow(String pointer, String text) {
        try {
            if (text.length() <= LONGEST) {
                Phonenumber.PhoneNumber parsed = numbers.parse(text, DEFAULT_REGION);
                // Possible, not valid: the ranges reserved for fiction are possible numbers only.
                if (numbers.isPossibleNumber(parsed)) {
                    return new Callee(
                            new PhoneNumber(numbers.format(parsed, PhoneNumberFormat.E164)),
                            numbers.getRegionCodeForCountryCode(parsed.getCountryCode()));
                }
            }
        } catch (NumberParseException _) {
            throw invalid(pointer); // its message may quote the number
        }
        throw invalid(pointer);
    }

    /**
     * The number when it is French in its international form, which is how dialers send theirs;
     * {@code null} when it takes a closer look. A decision costs less than the library's parsing.
     */
    private static @Nullable String plainlyFrench(String text) {
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
        return number.length() == FRENCH_LENGTH ? number.toString() : null;
    }

    private static RuntimeException invalid(String pointer) {
        return RequestFields.refused(
                pointer, "number-invalid", "This is not a possible phone number.");
    }
}
