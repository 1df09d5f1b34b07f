// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.callee;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import io.temoin.consent.callee.domain.PhoneNumber;
import io.temoin.consent.requests.RequestFields;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads phone numbers as people write them; a number without country code is French. */
@Singleton
public class PhoneNumbers {

    private static final String DEFAULT_REGION = "FR";
    private static final String FRENCH_PREFIX = "+33";
    private static final int FRENCH_LENGTH = 12;
    private static final int LONGEST = 40;

    /** Numbers of the departments overseas have country codes of their own. */
    private static final List<ZoneId> PARIS = List.of(ZoneId.of("Europe/Paris"));

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final PhoneNumberToTimeZonesMapper zones = PhoneNumberToTimeZonesMapper.getInstance();

    /**
     * A number and the country whose rules govern calls to it.
     *
     * @param jurisdiction ISO 3166-1 code
     * @param zones where the number plan says such numbers are; none when it does not say
     */
    public record Callee(PhoneNumber number, String jurisdiction, List<ZoneId> zones) {}

    /**
     * Reads a number.
     *
     * @throws io.temoin.eventsourcing.Rejected with the pointer, when it is not a possible number
     */
    public Callee parse(String pointer, @Nullable String written) {
        String text = RequestFields.present(pointer, written);
        String french = plainlyFrench(text);
        if (french != null) {
            return new Callee(new PhoneNumber(french), DEFAULT_REGION, PARIS);
        }
        return parseAnyhow(pointer, text);
    }

    /** Whether national numbers of that country can be read. */
    public boolean knows(String region) {
        return numbers.getSupportedRegions().contains(region);
    }

    /**
     * The number alone, as lists need it.
     *
     * @param region ISO 3166-1 code of the country whose national numbers have no country code
     * @return {@code null} when it is not a possible number
     */
    public @Nullable PhoneNumber canonical(String text, String region) {
        try {
            if (text.length() <= LONGEST) {
                Phonenumber.PhoneNumber parsed = numbers.parse(text, region);
                return numbers.isPossibleNumber(parsed)
                        ? new PhoneNumber(numbers.format(parsed, PhoneNumberFormat.E164))
                        : null;
            }
        } catch (NumberParseException _) {
            return null; // its message may quote the number
        }
        return null;
    }

    private Callee parseAnyhow(String pointer, String text) {
        try {
            if (text.length() <= LONGEST) {
                Phonenumber.PhoneNumber parsed = numbers.parse(text, DEFAULT_REGION);
                // Possible, not valid: the ranges reserved for fiction are possible numbers only.
                if (numbers.isPossibleNumber(parsed)) {
                    return new Callee(
                            new PhoneNumber(numbers.format(parsed, PhoneNumberFormat.E164)),
                            jurisdictionOf(parsed),
                            zonesOf(parsed));
                }
            }
        } catch (NumberParseException _) {
            throw invalid(pointer); // its message may quote the number
        }
        throw invalid(pointer);
    }

    /** Several share a country code; which one it is, only a number in use tells. */
    private String jurisdictionOf(Phonenumber.PhoneNumber number) {
        String region = numbers.getRegionCodeForNumber(number);
        return region == null
                ? numbers.getRegionCodeForCountryCode(number.getCountryCode())
                : region;
    }

    private List<ZoneId> zonesOf(Phonenumber.PhoneNumber number) {
        return zones.getTimeZonesForNumber(number).stream()
                .filter(id -> !id.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone()))
                .map(ZoneId::of)
                .toList();
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
