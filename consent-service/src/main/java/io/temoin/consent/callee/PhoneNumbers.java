// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.callee;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import io.temoin.consent.callee.domain.FrenchPlan;
import io.temoin.consent.callee.domain.PhoneNumber;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.rules.domain.PlaceSource;
import io.temoin.consent.rules.domain.PlaceSource.Kind;
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

    /** San Marino is within the Italian plan, and has a country code of its own besides. */
    private static final String SAN_MARINO_BY_ITALY = "+390549";

    private static final String SAN_MARINO = "+3780549";

    /** Numbers of the departments overseas have country codes of their own. */
    private static final PlaceSource MAINLAND =
            new PlaceSource(Kind.NUMBER_PLAN, "FR", List.of(), List.of(ZoneId.of("Europe/Paris")));

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final NumberPlan plan = new NumberPlan(numbers, KnownPlaces.SHIPPED);

    /**
     * A number and where its plan says it is.
     *
     * @param plan the country whose rules govern calls to it, and the zones it may be in; no zone
     *     when the plan does not say
     */
    public record Callee(PhoneNumber number, PlaceSource plan) {

        /** ISO 3166-1 code of the country whose rules govern calls to the number. */
        public String jurisdiction() {
            return plan.jurisdiction();
        }
    }

    /**
     * Reads a number.
     *
     * @throws io.temoin.eventsourcing.Rejected with the pointer, when it is not a possible number
     */
    public Callee parse(String pointer, @Nullable String written) {
        String text = RequestFields.present(pointer, written);
        String french = plainlyFrench(text);
        if (french != null) {
            return new Callee(new PhoneNumber(french), MAINLAND);
        }
        PhoneNumber number = canonical(text, DEFAULT_REGION);
        if (number == null) {
            throw RequestFields.refused(
                    pointer, "number-invalid", "This is not a possible phone number.");
        }
        return new Callee(number, place(number));
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

    private PlaceSource place(PhoneNumber number) {
        try {
            return plan.placeOf(numbers.parse(number.value(), null));
        } catch (NumberParseException _) {
            throw new IllegalStateException("a number that was read cannot be read again");
        }
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
        return number.length() == FRENCH_LENGTH
                        && FrenchPlan.isMainland(number.substring(FRENCH_PREFIX.length()))
                ? number.toString()
                : null;
    }
}
