// SPDX-License-Identifier: Apache-2.0
package io.temoin.phonenumbers;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.phonenumbers.domain.PhoneNumber;
import io.temoin.phonenumbers.domain.PlainNumber;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way says what the long way says, or nothing. */
class PlainNumberTest {

    private static final List<String> REGIONS = List.of("FR", "GB", "US", "CA", "BE", "ES", "NL");
    private static final List<String> CODES =
            List.of("33", "44", "1", "32", "34", "31", "39", "49");
    private static final int ROUNDS = 40_000;

    private final CanonicalNumbers numbers = new CanonicalNumbers();

    @ParameterizedTest
    @CsvSource({
        "+33199001234,FR,+33199001234",
        "0199001234,FR,+33199001234",
        "01 99.00-12 34,FR,+33199001234",
        "+33 1 99 00 12 34,GB,+33199001234",
        "07700900123,GB,+447700900123",
        "02079460123,GB,+442079460123",
        "2015550123,US,+12015550123",
        "0470123456,BE,+32470123456",
        "612345678,ES,+34612345678",
        "0201234567,NL,+31201234567",
        "0596720123,FR,+596596720123",
        "+33 692 85 12 34,FR,+262692851234",
        "0508 41 12 34,FR,+508411234",
        "0708.45.12.34,FR,+508708451234",
        "0639 98 12 34,FR,+33639981234"
    })
    void readsPlainForms(String written, String region, String e164) {
        assertThat(plain(written, region)).isEqualTo(e164);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "0",
                "1",
                "112",
                "3631",
                "+33",
                "+330199001234",
                "+999123456",
                "0199001234x12",
                "199001234",
                "+390612345678",
                "+4915112345678",
                "0800 FLOWERS",
                "+1555012345678901234"
            })
    void leavesTheRestToTheLibrary(String written) {
        assertThat(plain(written, "FR")).isNull();
    }

    @Test
    void neverSaysAnythingElseThanTheLibrary() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String written = written(random);
            String region = REGIONS.get(random.nextInt(REGIONS.size()));
            String plain = plain(written, region);
            if (plain != null) {
                PhoneNumber closer = numbers.read(written, region);
                assertThat(closer == null ? null : closer.value())
                        .as("seed %d: %s in %s", seed, written, region)
                        .isEqualTo(plain);
                read++;
            }
        }
        assertThat(read).as("seed %d: how many were plain", seed).isGreaterThan(ROUNDS / 10);
    }

    private static String written(Random random) {
        StringBuilder text = new StringBuilder();
        switch (random.nextInt(3)) {
            case 0 -> text.append('+').append(CODES.get(random.nextInt(CODES.size())));
            case 1 -> text.append('0');
            default -> {}
        }
        int digits = 7 + random.nextInt(5);
        for (int i = 0; i < digits; i++) {
            text.append((char) ('0' + random.nextInt(10)));
            if (random.nextInt(12) == 0) {
                text.append(" .-".charAt(random.nextInt(3)));
            }
        }
        return text.toString();
    }

    private static @Nullable String plain(String written, String region) {
        byte[] text = written.getBytes(StandardCharsets.UTF_8);
        byte[] number = PlainNumber.read(text, 0, text.length, region);
        return number == null ? null : new String(number, StandardCharsets.US_ASCII);
    }
}
