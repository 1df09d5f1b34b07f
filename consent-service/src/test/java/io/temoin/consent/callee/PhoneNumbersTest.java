// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.callee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.temoin.eventsourcing.Rejected;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

    private static final long SEED = 20_261_124L;

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
        assertThat(callee.zones()).contains(zone);
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

            assertThat(numbers.parse("/number", written).zones()).as(region).isNotEmpty();
        }
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
            assertThat(numbers.parse("/number", written).number().value())
                    .as("seed %d", SEED)
                    .isEqualTo(library.format(parsed, PhoneNumberFormat.E164));
        }
    }
}
