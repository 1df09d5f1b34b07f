// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.callee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.consent.callee.CalleePlaces.DeclaredAddress;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.PlaceSource;
import io.temoin.eventsourcing.Rejected;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Number plan and address are both asked. */
class CalleePlacesTest {

    private static final String PARISIAN = "+33 1 99 00 12 34";
    private static final String NEW_YORKER = "+1 212 555 0123";

    private final PhoneNumbers numbers = new PhoneNumbers();

    @ParameterizedTest(name = "{0} at {1} {2}, {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                // the number alone
                "+33 1 99 00 12 34, -, -, -, FR, Europe/Paris",
                // a declared part has its own clocks, and the number's count as before
                "+33 1 99 00 12 34, FR, FR-974, -, FR, Europe/Paris Indian/Reunion",
                "+33 1 99 00 12 34, -, FR-974, -, FR, Europe/Paris Indian/Reunion",
                "+33 1 99 00 12 34, RE, -, -, FR RE, Europe/Paris Indian/Reunion",
                "+262 692 85 12 34, FR, FR-75, -, RE FR, Indian/Reunion Europe/Paris",
                "+1 212 555 0123, US, US-CA, -, US, America/New_York America/Los_Angeles",
                "+1 212 555 0123, US, US-NY, -, US, America/New_York",
                "+1 212 555 0123, US, US-TX, -, US, America/New_York America/Chicago"
                        + " America/Denver",
                // the country of the number is nothing new
                "+33 1 99 00 12 34, FR, -, -, FR, Europe/Paris",
                "+1 212 555 0123, US, -, -, US, America/New_York",
                // a country with one zone needs none declared, one with several may be in any
                "+33 1 99 00 12 34, DE, -, -, FR DE, Europe/Paris Europe/Berlin",
                "+33 1 99 00 12 34, PT, -, -, FR PT,"
                        + " Europe/Paris Europe/Lisbon Atlantic/Azores Atlantic/Madeira",
                // a declared zone says where in the place
                "+33 1 99 00 12 34, PT, -, Atlantic/Azores, FR PT, Europe/Paris Atlantic/Azores",
                "+1 915 555 0123, US, US-TX, America/Denver, US, America/Denver",
                "+1 313 555 0123, US, US-MI, America/Detroit, US, America/New_York America/Detroit",
                // and one that is not of the place does not replace it
                "+33 1 99 00 12 34, -, -, Indian/Reunion, FR, Europe/Paris Indian/Reunion",
                "+33 1 99 00 12 34, FR, FR-974, Europe/Paris, FR, Europe/Paris Indian/Reunion",
                // where laws differ, they are asked
                "+33 1 99 00 12 34, FR, FR-NC, -, FR NC, Europe/Paris Pacific/Noumea",
                "+1 212 555 0123, US, US-PR, -, US PR, America/New_York America/Puerto_Rico",
                // of a country that nobody looked at
                "+33 1 99 00 12 34, MA, -, -, FR MA, Europe/Paris",
                "+33 1 99 00 12 34, MA, MA-01, Africa/Casablanca, FR MA,"
                        + " Europe/Paris Africa/Casablanca"
            })
    void countsEverySource(
            String number,
            @Nullable String country,
            @Nullable String subdivision,
            @Nullable String zone,
            String jurisdictions,
            String zones) {
        CalleePlace place = place(number, new DeclaredAddress(country, subdivision, zone, null));

        assertThat(place.jurisdictions()).containsExactly(jurisdictions.split(" ", -1));
        assertThat(place.zones())
                .extracting(ZoneId::getId)
                .containsExactlyInAnyOrder(zones.split(" ", -1));
        assertThat(place.subdivision()).isEqualTo(subdivision);
    }

    @Test
    void saysWhichSourceSaidWhat() {
        var place = place(NEW_YORKER, new DeclaredAddress("US", "US-CA", null, null));

        assertThat(place.sources())
                .containsExactly(
                        new PlaceSource(
                                PlaceSource.Kind.NUMBER_PLAN,
                                "US",
                                List.of("US-NY"),
                                List.of(ZoneId.of("America/New_York"))),
                        new PlaceSource(
                                PlaceSource.Kind.ADDRESS,
                                "US",
                                List.of("US-CA"),
                                List.of(ZoneId.of("America/Los_Angeles"))));
        assertThat(place.lawPlaces()).containsExactly("US-NY", "US-CA");
    }

    @Test
    void severalZonesMayBePossible() {
        var place =
                place(
                        PARISIAN,
                        new DeclaredAddress(
                                "US", "US-IN", null, List.of("America/Chicago", "US/Eastern")));

        assertThat(place.zones())
                .extracting(ZoneId::getId)
                .containsExactly("Europe/Paris", "America/Chicago", "US/Eastern");
    }

    /** An address without anything in it declares nothing. */
    @Test
    void anEmptyAddressIsNone() {
        assertThat(place(PARISIAN, new DeclaredAddress(null, null, null, null)))
                .isEqualTo(place(PARISIAN, null));
    }

    /** Whatever is declared, what the number says stays. */
    @Test
    void noAddressTakesAnythingAway() {
        for (String part : KnownPlaces.SHIPPED.parts()) {
            var alone = place(NEW_YORKER, null);
            var both = place(NEW_YORKER, new DeclaredAddress(null, part, null, null));

            assertThat(both.zones()).as(part).containsAll(alone.zones());
            assertThat(both.jurisdictions()).as(part).containsAll(alone.jurisdictions());
            assertThat(both.lawPlaces()).as(part).containsAll(alone.lawPlaces());
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "France, -, -, -, /address/country, format-invalid",
                "-, F, -, -, /address/subdivision, format-invalid",
                "FR, FR-947, -, -, /address/subdivision, value-unknown",
                "FR, US-CA, -, -, /address/subdivision, format-invalid",
                "FR, -, Paris, -, /address/zone, value-unknown",
                "FR, -, -, Europe/Paris Lyon, /address/zones/1, value-unknown"
            })
    void pointsAtWhatCannotBeRead(
            @Nullable String country,
            @Nullable String subdivision,
            @Nullable String zone,
            @Nullable String zones,
            String pointer,
            String code) {
        var address =
                new DeclaredAddress(
                        country,
                        subdivision,
                        zone,
                        zones == null ? null : Arrays.asList(zones.split(" ", -1)));

        assertRefused(address, pointer, code);
    }

    @Test
    void aListOfZonesHasOneToTen() {
        assertRefused(
                new DeclaredAddress(null, null, null, List.of()),
                "/address/zones",
                "length-invalid");
        assertRefused(
                new DeclaredAddress(null, null, null, Collections.nCopies(11, "Europe/Paris")),
                "/address/zones",
                "length-invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, America/Detroit, true",
        "Europe/Paris, Europe/Berlin, true",
        "Europe/Paris, Europe/London, false",
        "America/Denver, America/Phoenix, false",
        "America/Phoenix, America/Denver, false",
        "Indian/Reunion, +04:00, true",
        "UTC, Africa/Abidjan, true"
    })
    void clocksAgreeOrDoNot(String one, String other, boolean agree) {
        assertThat(PossibleZones.agree(ZoneId.of(one), ZoneId.of(other))).isEqualTo(agree);
    }

    private void assertRefused(DeclaredAddress address, String pointer, String code) {
        assertThatThrownBy(() -> place(PARISIAN, address))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> {
                            assertThat(rejected.violations())
                                    .extracting(Rejected.Violation::pointer)
                                    .containsExactly(pointer);
                            assertThat(rejected.violations())
                                    .extracting(Rejected.Violation::code)
                                    .containsExactly(code);
                        });
    }

    private CalleePlace place(String number, @Nullable DeclaredAddress address) {
        return CalleePlaces.of(numbers.parse("/number", number), address);
    }
}
