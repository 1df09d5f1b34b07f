// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.callee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import io.temoin.eventsourcing.Rejected;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

    private static final long SEED = 20_261_124L;

    private static final Set<Integer> OVERSEAS = Set.of(262, 508, 590, 594, 596);

    /** The library lets several territories have them; the plan does not. */
    private static final Pattern SHARED_BLOCKS = Pattern.compile("^9(39|47|76)");

    /** Whole blocks that the library takes for the mainland's where it knows no number in use. */
    private static final Pattern OVERSEAS_FIXED =
            Pattern.compile("(26[239]|268[89]|508|59[046]|598[789]).*");

    private final PhoneNumbers numbers = new PhoneNumbers();

    @ParameterizedTest
    @CsvSource({
        "+33199001234,+33199001234,FR,Europe/Paris",
        "+33 1 99 00 12 34,+33199001234,FR,Europe/Paris",
        "+33 01 99 00 12 34,+33199001234,FR,Europe/Paris",
        "01 99 00 12 34,+33199001234,FR,Europe/Paris",
        "01.99.00.12.34,+33199001234,FR,Europe/Paris",
        "+33 (0)1 99 00 12 34,+33199001234,FR,Europe/Paris",
        "0033199001234,+33199001234,FR,Europe/Paris",
        "+49 30 901820,+4930901820,DE,Europe/Berlin",
        "+596 596 40 34 56,+596596403456,MQ,America/Martinique",
        "+262 262 90 12 34,+262262901234,RE,Indian/Reunion",
        "+262 269 60 12 34,+262269601234,YT,Indian/Mayotte",
        "+590 590 27 12 34,+590590271234,BL,America/Guadeloupe",
        "+1 212 555 0123,+12125550123,US,America/New_York"
    })
    void readsNumbersAsPeopleWriteThem(
            String written, String canonical, String jurisdiction, ZoneId zone) {
        var callee = numbers.parse("/number", written);
        assertThat(callee.number().value()).isEqualTo(canonical);
        assertThat(callee.jurisdiction()).isEqualTo(jurisdiction);
        assertThat(callee.plan().zones()).contains(zone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "+33", "+33 1 99 00 12 345", "+33 1 99 00 12", "112"})
    void refusesWhatIsNoPossibleNumber(String written) {
        assertThatThrownBy(() -> numbers.parse("/number", written))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected ->
                                assertThat(rejected.violations())
                                        .extracting(Rejected.Violation::code)
                                        .containsExactly("number-invalid"));
    }

    /** The library and the JVM have their time zones from different releases. */
    @Test
    void knowsThePlaceOfANumberOfEveryCountry() {
        var library = PhoneNumberUtil.getInstance();
        for (var region : library.getSupportedRegions()) {
            var example = library.getExampleNumber(region);
            var written = library.format(example, PhoneNumberFormat.E164);

            assertThat(numbers.parse("/number", written).plan().zones()).as(region).isNotEmpty();
        }
    }

    /** Issue: an objection under one way of writing has to be found under every other. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        // Martinique
        "0596 72 01 23, +596596720123, MQ, America/Martinique",
        "+33 596 72 01 23, +596596720123, MQ, America/Martinique",
        "0033 596 72 01 23, +596596720123, MQ, America/Martinique",
        "+596 0596 72 01 23, +596596720123, MQ, America/Martinique",
        "00596 596 72 01 23, +596596720123, MQ, America/Martinique",
        "596720123, +596596720123, MQ, America/Martinique",
        "0696 12 34 56, +596696123456, MQ, America/Martinique",
        "0697 12 34 56, +596697123456, MQ, America/Martinique",
        // Guadeloupe, Saint-Barthélemy, Saint-Martin
        "0590 82 12 34, +590590821234, GP, America/Guadeloupe",
        "0690 35 12 34, +590690351234, GP, America/Guadeloupe",
        "0691 22 12 34, +590691221234, GP, America/Guadeloupe",
        // Guyane
        "0594 25 12 34, +594594251234, GF, America/Cayenne",
        "0694 25 12 34, +594694251234, GF, America/Cayenne",
        // Réunion
        "0262 90 12 34, +262262901234, RE, Indian/Reunion",
        "0263 10 12 34, +262263101234, RE, Indian/Reunion",
        "0692 85 12 34, +262692851234, RE, Indian/Reunion",
        "0693 99 99 99, +262693999999, RE, Indian/Reunion",
        "+262 692 85 12 34, +262692851234, RE, Indian/Reunion",
        "+33 692 85 12 34, +262692851234, RE, Indian/Reunion",
        // Mayotte
        "0269 60 12 34, +262269601234, YT, Indian/Mayotte",
        "0639 69 12 34, +262639691234, YT, Indian/Mayotte",
        "+262 639 12 34 56, +262639123456, YT, Indian/Mayotte",
        // Saint-Pierre-et-Miquelon, whose own numbers have six digits
        "0508 41 12 34, +508411234, PM, America/Miquelon",
        "+508 41 12 34, +508411234, PM, America/Miquelon",
        "+508 508 41 12 34, +508411234, PM, America/Miquelon",
        "0708 45 12 34, +508708451234, PM, America/Miquelon",
        // without a place of their own, by the block
        "09 47 51 12 34, +590947511234, GP, America/Guadeloupe",
        "09 47 61 12 34, +594947611234, GF, America/Cayenne",
        "09 47 71 12 34, +596947711234, MQ, America/Martinique",
        "09 47 91 12 34, +262947911234, RE, Indian/Reunion",
        // the mainland's, of which 06 39 98 is kept for fiction
        "0639 98 12 34, +33639981234, FR, Europe/Paris",
        "+262 639 98 12 34, +33639981234, FR, Europe/Paris",
        "0699 12 34 56, +33699123456, FR, Europe/Paris",
        "0261 91 12 34, +33261911234, FR, Europe/Paris",
        "0806 12 34 56, +33806123456, FR, Europe/Paris",
        // San Marino is within the Italian plan
        "+39 0549 88 63 77, +3780549886377, SM, Europe/San_Marino",
        "+378 0549 88 63 77, +3780549886377, SM, Europe/San_Marino",
        // other plans that share a country code have one form already
        "+44 (0)1534 12 34 56, +441534123456, JE, Europe/Jersey",
        "+47 79 02 12 34, +4779021234, SJ, Arctic/Longyearbyen",
        "+358 (0)18 12 345, +3581812345, AX, Europe/Mariehamn",
        "+39 06 698 12345, +390669812345, VA, Europe/Vatican",
        "+1 (787) 555-0123, +17875550123, PR, America/Puerto_Rico"
    })
    void hasOneFormForEveryWayToWriteANumber(
            String written, String canonical, String jurisdiction, ZoneId zone) {
        var callee = numbers.parse("/number", written);

        assertThat(callee.number().value()).isEqualTo(canonical);
        assertThat(callee.jurisdiction()).isEqualTo(jurisdiction);
        assertThat(callee.plan().zones()).containsExactly(zone);
        assertThat(numbers.canonical(written, "FR")).isEqualTo(callee.number());
    }

    /** Overseas too, a national number without a country code is of the one plan. */
    @ParameterizedTest
    @ValueSource(strings = {"FR", "GP", "BL", "MF", "MQ", "GF", "RE", "YT", "PM"})
    void readsNationalNumbersAlikeInEveryTerritory(String region) {
        for (String written : List.of("01 99 00 12 34", "0596 72 01 23", "0692 85 12 34")) {
            assertThat(numbers.canonical(written, region))
                    .as("%s in %s", written, region)
                    .isEqualTo(numbers.canonical(written, "FR"));
        }
    }

    /** By commune, where the plan tells it; all that are possible, where it does not. */
    @ParameterizedTest
    @CsvSource({
        "0590 82 12 34, GP, ''",
        "0590 28 12 34, GP, 'FR-971,FR-BL'",
        "0590 79 12 34, MF, ''",
        "0590 27 12 34, BL, 'FR-BL,FR-MF'",
        "0690 35 12 34, GP, 'FR-971,FR-BL,FR-MF'"
    })
    void tellsTheTerritoriesOfASharedCountryCodeApart(
            String written, String jurisdiction, String parts) {
        var plan = numbers.parse("/number", written).plan();

        assertThat(plan.jurisdiction()).isEqualTo(jurisdiction);
        assertThat(String.join(",", plan.parts())).isEqualTo(parts);
    }

    /** Nobody has such a number yet, so it may become one of either island. */
    @Test
    void countsBothZonesWhereTheBlockIsNobodysYet() {
        var plan = numbers.parse("/number", "0947 82 12 34").plan();

        assertThat(plan.jurisdiction()).isEqualTo("RE");
        assertThat(plan.parts()).containsExactly("FR-974", "FR-976");
        assertThat(plan.zones())
                .containsExactly(ZoneId.of("Indian/Reunion"), ZoneId.of("Indian/Mayotte"));
    }

    @ParameterizedTest
    @CsvSource({
        "+1 212 555 0123, US-NY",
        "+1 617 555 0123, US-MA",
        "+1 514 555 0123, CA-QC",
        "+1 902 555 0123, 'CA-NS,CA-PE'",
        "+1 800 555 0123, ''",
        "+1 787 555 0123, ''",
        "+33 1 99 00 12 34, ''"
    })
    void knowsTheStateOfAnAreaCode(String written, String parts) {
        assertThat(String.join(",", numbers.parse("/number", written).plan().parts()))
                .isEqualTo(parts);
    }

    /** Saskatchewan does not change its clocks, whatever the library says of its area code 474. */
    @ParameterizedTest
    @CsvSource({
        "+1 474 555 0123, America/Regina America/Edmonton America/Winnipeg",
        "+1 915 555 0123, America/Denver",
        "+1 313 555 0123, America/New_York"
    })
    void countsTheZonesOfTheStateWhereTheLibraryErrs(String written, String zones) {
        assertThat(numbers.parse("/number", written).plan().zones())
                .extracting(ZoneId::getId)
                .containsExactly(zones.split(" ", -1));
    }

    /** What the library takes for a number of one territory alone has that country code here. */
    @Test
    void agreesWithTheLibraryOnWhoseABlockIs() {
        var library = PhoneNumberUtil.getInstance();
        var random = new Random(SEED);
        for (int block = 10_000; block < 100_000; block++) {
            String national = "%05d%04d".formatted(block, random.nextInt(10_000));
            var territories =
                    OVERSEAS.stream()
                            .filter(code -> isValid(library, code, national))
                            .collect(Collectors.toSet());
            boolean shared = national.startsWith("8") || SHARED_BLOCKS.matcher(national).find();
            if (territories.size() == 1 && !shared) {
                assertThat(numbers.parse("/number", "+33" + national).number().value())
                        .as("seed %d", SEED)
                        .startsWith("+" + territories.iterator().next());
            } else if (territories.isEmpty()
                    && library.isValidNumber(number(33, national))
                    && !shared) {
                assertThat(numbers.parse("/number", "+33" + national).number().value())
                        .as("seed %d", SEED)
                        .satisfiesAnyOf(
                                value -> assertThat(value).isEqualTo("+33" + national),
                                value -> assertThat(OVERSEAS_FIXED.matcher(national)).matches());
            }
        }
    }

    private static boolean isValid(PhoneNumberUtil library, int code, String national) {
        // Miquelon's own have six digits.
        return (code == 508 && national.startsWith("508"))
                ? library.isValidNumber(number(code, national.substring(3)))
                : library.isValidNumber(number(code, national));
    }

    private static Phonenumber.PhoneNumber number(int code, String national) {
        return new Phonenumber.PhoneNumber()
                .setCountryCode(code)
                .setNationalNumber(Long.parseLong(national));
    }

    /** The short way for French numbers is a short way, not another opinion. */
    @Test
    void agreesWithTheLibraryOnEveryKindOfFrenchNumber() throws NumberParseException {
        var library = PhoneNumberUtil.getInstance();
        var random = new Random(SEED);
        for (int range = 10; range < 100; range++) {
            String written = "+33%02d%07d".formatted(range, random.nextInt(10_000_000));
            var parsed = library.parse(written, "FR");
            assertThat(library.isPossibleNumber(parsed)).as(written).isTrue();
            var number = numbers.parse("/number", written).number();
            assertThat(number).as("seed %d", SEED).isEqualTo(numbers.canonical(written, "FR"));
            if (number.value().startsWith("+33")) {
                assertThat(number.value())
                        .as("seed %d", SEED)
                        .isEqualTo(library.format(parsed, PhoneNumberFormat.E164));
            }
        }
    }
}
