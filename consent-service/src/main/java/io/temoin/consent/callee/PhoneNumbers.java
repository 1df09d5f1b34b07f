// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.callee;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.rules.domain.PlaceSource;
import io.temoin.consent.rules.domain.PlaceSource.Kind;
import io.temoin.phonenumbers.CanonicalNumbers;
import io.temoin.phonenumbers.domain.PhoneNumber;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads phone numbers as people write them; a number without country code is French. */
@Singleton
public class PhoneNumbers {

    /** Numbers of the departments overseas have country codes of their own. */
    private static final PlaceSource MAINLAND =
            new PlaceSource(Kind.NUMBER_PLAN, "FR", List.of(), List.of(ZoneId.of("Europe/Paris")));

    private final CanonicalNumbers numbers = new CanonicalNumbers();
    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final NumberPlan plan = new NumberPlan(library, KnownPlaces.SHIPPED);

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
        PhoneNumber french = CanonicalNumbers.plainlyFrench(text);
        if (french != null) {
            return new Callee(french, MAINLAND);
        }
        PhoneNumber number = numbers.read(text);
        if (number == null) {
            throw RequestFields.refused(
                    pointer, "number-invalid", "This is not a possible phone number.");
        }
        return new Callee(number, place(number));
    }

    /** Whether national numbers of that country can be read. */
    public boolean knows(String region) {
        return numbers.knows(region);
    }

    /**
     * The number alone, as lists need it.
     *
     * @param region ISO 3166-1 code of the country whose national numbers have no country code
     * @return {@code null} when it is not a possible number
     */
    public @Nullable PhoneNumber canonical(String text, String region) {
        return numbers.read(text, region);
    }

    private PlaceSource place(PhoneNumber number) {
        try {
            return plan.placeOf(library.parse(number.value(), null));
        } catch (NumberParseException _) {
            throw new IllegalStateException("a number that was read cannot be read again");
        }
    }
}
