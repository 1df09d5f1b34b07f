// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.callee;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import io.temoin.consent.recording.RecordingLaw;
import io.temoin.consent.rules.RulePacks;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The data of places is whole, and agrees with other data. */
class KnownPlacesTest {

    private static final long SEED = 20_261_127L;
    private static final int TRIES = 60;

    /** Where the library's data is coarser, or wrong. */
    private static final Set<String> LOOSE =
            Set.of(
                    "907 Pacific/Honolulu",
                    "709 America/Puerto_Rico",
                    "879 America/Puerto_Rico",
                    "474 America/Winnipeg",
                    "867 America/Fort_Nelson",
                    "867 America/Vancouver");

    /** Toll-free, personal, satellite and machines' numbers. */
    private static final Set<String> NOWHERE =
            Set.of(
                    ("273 500 521 522 523 524 525 526 527 528 529 532 533 544 566 577 588 600 622"
                                    + " 633 800 833 844 855 866 877 888 900")
                            .split(" ", -1));

    private final KnownPlaces places = KnownPlaces.SHIPPED;

    @Test
    void everyCountryWhoseLawIsShippedHasItsZones() {
        Stream<String> laws =
                Stream.concat(
                        new RulePacks().all().stream().flatMap(pack -> pack.places().stream()),
                        new RecordingLaw().all().stream().flatMap(rule -> rule.places().stream()));

        assertThat(laws.map(place -> place.substring(0, 2)).distinct())
                .isNotEmpty()
                .allSatisfy(country -> assertThat(places.zonesOf(country)).isNotEmpty());
    }

    /** A part of a country that some rule names is one that an address can declare. */
    @Test
    void everyPartThatARuleNamesIsKnown() {
        assertThat(new RecordingLaw().all().stream().flatMap(rule -> rule.places().stream()))
                .filteredOn(place -> place.length() > 2)
                .isNotEmpty()
                .allSatisfy(
                        part ->
                                assertThat(places.hasPart(part.substring(0, 2), part))
                                        .as(part)
                                        .isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "US-TX, America/Chicago America/Denver",
        "US-FL, America/New_York America/Chicago",
        "US-IN, America/New_York America/Chicago",
        "US-AZ, America/Phoenix America/Denver",
        "US-CA, America/Los_Angeles",
        "CA-ON, America/Toronto America/Winnipeg America/Atikokan",
        "FR-974, Indian/Reunion",
        "FR-67, Europe/Paris",
        "ES-GC, Atlantic/Canary",
        "PT-20, Atlantic/Azores",
        "DE-BY, Europe/Berlin"
    })
    void aPartHasEveryZoneThatIsPossibleThere(String part, String zones) {
        assertThat(places.zonesOf(part.substring(0, 2), part))
                .extracting(ZoneId::getId)
                .containsExactly(zones.split(" ", -1));
    }

    @Test
    void allStatesOfTheUnionAreThere() {
        for (String state :
                ("AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT"
                                + " NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA"
                                + " WV WI WY")
                        .split(" ", -1)) {
            assertThat(places.parts()).contains("US-" + state);
        }
        assertThat(places.hasPart("US", "US-ZZ")).isFalse();
    }

    /** Parts without zones of their own are not needed to be known. */
    @Test
    void aCountryWithOneZoneHasItInAllItsParts() {
        assertThat(places.hasPart("DE", "DE-BY")).isTrue();
        assertThat(places.zonesOf("DE", "DE-BY")).isEqualTo(places.zonesOf("DE"));
        assertThat(places.lawOf("DE", "DE-BY")).isEqualTo("DE");
        assertThat(places.lawOf("FR", "FR-974")).isEqualTo("FR");
        assertThat(places.lawOf("FR", "FR-NC")).isEqualTo("NC");
        assertThat(places.zonesOf("XX")).isEmpty();
    }

    /** The library's own data on area codes, from another source than the zones of the states. */
    @Test
    void everyAreaCodeIsInTheZonesOfItsStates() {
        var zones = PhoneNumberToTimeZonesMapper.getInstance();
        for (String area : places.areaCodes()) {
            Set<String> found = new TreeSet<>();
            for (var number : inUse(area)) {
                found.addAll(zones.getTimeZonesForNumber(number));
            }
            List<ZoneId> possible =
                    places.partsOf(area).stream()
                            .flatMap(part -> places.zonesOf(part.substring(0, 2), part).stream())
                            .toList();
            assertThat(found.size() > 10 ? Set.<String>of() : found) // it knows the country alone
                    .as("%s, seed %d", area, SEED)
                    .allMatch(
                            zone ->
                                    LOOSE.contains(area + " " + zone)
                                            || possible.stream()
                                                    .anyMatch(
                                                            one ->
                                                                    PossibleZones.agree(
                                                                            one, ZoneId.of(zone))));
        }
    }

    /** Of the country the library says, and none of those it knows is missing. */
    @Test
    void everyAreaCodeInUseIsKnown() {
        var library = PhoneNumberUtil.getInstance();
        for (int code = 200; code < 1000; code++) {
            String area = String.valueOf(code);
            Set<String> countries = new TreeSet<>();
            for (var number : inUse(area)) {
                countries.add(library.getRegionCodeForNumber(number));
            }
            if (places.partsOf(area).isEmpty()) {
                assertThat(
                                NOWHERE.contains(area)
                                        || Collections.disjoint(countries, List.of("US", "CA")))
                        .as("%s of %s", area, countries)
                        .isTrue();
            } else {
                assertThat(countries)
                        .as(area)
                        .containsExactly(places.partsOf(area).getFirst().substring(0, 2));
            }
        }
    }

    private static List<Phonenumber.PhoneNumber> inUse(String area) {
        var library = PhoneNumberUtil.getInstance();
        var random = new Random(SEED);
        return Stream.generate(
                        () ->
                                new Phonenumber.PhoneNumber()
                                        .setCountryCode(1)
                                        .setNationalNumber(
                                                Long.parseLong(area) * 10_000_000L
                                                        + (200 + random.nextInt(800)) * 10_000L
                                                        + random.nextInt(10_000)))
                .limit(TRIES)
                .filter(library::isValidNumber)
                .toList();
    }
}
