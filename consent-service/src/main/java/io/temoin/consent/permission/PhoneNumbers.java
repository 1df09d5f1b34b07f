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

    private static RuntimeException invalid(String pointer) {
        return RequestFields.refused(
                pointer, "number-invalid", "This is not a possible phone number.");
    }
}
