// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.callee;

import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import io.temoin.consent.rules.domain.PlaceSource;
import io.temoin.consent.rules.domain.PlaceSource.Kind;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Where the plan that a number belongs to says that such numbers are. */
final class NumberPlan {

    private static final int NORTH_AMERICA = 1;
    private static final int AREA = 3;

    /** Country codes that territories share, whose common plan does not tell all of them apart. */
    private static final Map<Integer, Map<String, String>> SHARED =
            Map.of(
                    590, Map.of("GP", "FR-971", "BL", "FR-BL", "MF", "FR-MF"),
                    262, Map.of("RE", "FR-974", "YT", "FR-976"));

    /** Blocks of +262 by territory, as libphonenumber knows those in use only. */
    private static final Map<String, List<String>> INDIAN_OCEAN =
            Map.of(
                    "RE", List.of("262", "263", "2688", "692", "693", "7092", "9399", "9479"),
                    "YT", List.of("269", "2689", "639", "70935", "70936", "70937", "9769"));

    private final PhoneNumberUtil numbers;
    private final KnownPlaces places;
    private final PhoneNumberToTimeZonesMapper zones = PhoneNumberToTimeZonesMapper.getInstance();

    NumberPlan(PhoneNumberUtil numbers, KnownPlaces places) {
        this.numbers = numbers;
        this.places = places;
    }

    /** The place of a number in its canonical form. */
    PlaceSource placeOf(Phonenumber.PhoneNumber number) {
        Map<String, String> territories = SHARED.get(number.getCountryCode());
        if (territories != null) {
            return shared(number, territories);
        }
        String region = region(number);
        List<String> states = states(number);
        return new PlaceSource(Kind.NUMBER_PLAN, region, states, zones(number, region, states));
    }

    /** Every territory that may be meant; they are parts of one country, with one law. */
    private PlaceSource shared(Phonenumber.PhoneNumber number, Map<String, String> territories) {
        List<String> possible = possible(number);
        return new PlaceSource(
                Kind.NUMBER_PLAN,
                possible.getFirst(),
                possible.size() == 1 ? List.of() : possible.stream().map(territories::get).toList(),
                possible.stream()
                        .flatMap(territory -> places.zonesOf(territory).stream())
                        .distinct()
                        .toList());
    }

    private List<String> possible(Phonenumber.PhoneNumber number) {
        String digits = numbers.getNationalSignificantNumber(number);
        List<String> all = numbers.getRegionCodesForCountryCode(number.getCountryCode());
        List<String> told =
                all.stream()
                        .filter(
                                one ->
                                        INDIAN_OCEAN.getOrDefault(one, List.of()).stream()
                                                .anyMatch(digits::startsWith))
                        .toList();
        if (!told.isEmpty()) {
            return told;
        }
        List<String> valid =
                all.stream().filter(one -> numbers.isValidNumberForRegion(number, one)).toList();
        return valid.isEmpty() ? all : valid;
    }

    /** Several share a country code; which one it is, only a number in use tells. */
    private String region(Phonenumber.PhoneNumber number) {
        String region = numbers.getRegionCodeForNumber(number);
        return region == null
                ? numbers.getRegionCodeForCountryCode(number.getCountryCode())
                : region;
    }

    private List<String> states(Phonenumber.PhoneNumber number) {
        return number.getCountryCode() == NORTH_AMERICA
                ? places.partsOf(numbers.getNationalSignificantNumber(number).substring(0, AREA))
                : List.of();
    }

    /**
     * A country with one zone has it whether or not the number is in use. In others the library
     * says, and where it errs on a state, the zones of the state count besides.
     */
    private List<ZoneId> zones(Phonenumber.PhoneNumber number, String region, List<String> states) {
        List<ZoneId> ofCountry = places.zonesOf(region);
        if (ofCountry.size() == 1) {
            return ofCountry;
        }
        List<ZoneId> ofNumber =
                zones.getTimeZonesForNumber(number).stream()
                        .filter(id -> !id.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone()))
                        .map(ZoneId::of)
                        .toList();
        List<ZoneId> ofStates =
                states.stream()
                        .flatMap(state -> places.zonesOf(region, state).stream())
                        .distinct()
                        .toList();
        return PossibleZones.narrowed(ofStates, ofNumber);
    }
}
