// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.temoin.eventsourcing.Rejected;
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
        "+33199001234,+33199001234,FR",
        "+33 1 99 00 12 34,+33199001234,FR",
        "+33 01 99 00 12 34,+33199001234,FR",
        "01 99 00 12 34,+33199001234,FR",
        "01.99.00.12.34,+33199001234,FR",
        "+33 (0)1 99 00 12 34,+33199001234,FR",
        "0033199001234,+33199001234,FR",
        "+49 30 901820,+4930901820,DE",
        "+596 596 12 34 56,+596596123456,MQ"
    })
    void readsNumbersAsPeopleWriteThem(String written, String canonical, String region) {
        var callee = numbers.parse("/number", written);
        assertThat(callee.number().value()).isEqualTo(canonical);
        assertThat(callee.region()).isEqualTo(region);
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
