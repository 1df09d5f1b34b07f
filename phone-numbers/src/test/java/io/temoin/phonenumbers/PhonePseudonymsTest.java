// SPDX-License-Identifier: Apache-2.0
package io.temoin.phonenumbers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pseudonyms are on record for years: these values must never change. */
class PhonePseudonymsTest {

    private static final byte[] KEY =
            HexFormat.of()
                    .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final TenantId TENANT = new TenantId("acme");
    private static final String PSEUDONYM = "8b0bed255535b513a56cb10883a586cf";

    private final CanonicalNumbers numbers = new CanonicalNumbers();
    private final PhonePseudonyms pseudonyms = new PhonePseudonyms(new Fingerprints(KEY));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+33199001234",
                "+33 1 99 00 12 34",
                "01 99 00 12 34",
                "01.99.00.12.34",
                "0033199001234",
                "+33 (0)1-99-00-12-34"
            })
    void areTheSameForEveryNotation(String written) {
        assertThat(pseudonym(TENANT, written)).isEqualTo(PSEUDONYM);
    }

    @Test
    void differByTenant() {
        assertThat(pseudonym(new TenantId("globex"), "+33199001234"))
                .isEqualTo("7ec721d6dfdcce0524d3bf229bc1ff23");
    }

    @Test
    void areTheSameAsBytes() {
        byte[] into = new byte[18];
        pseudonyms.write(TENANT, "+33199001234".getBytes(StandardCharsets.US_ASCII), into, 1);

        assertThat(HexFormat.of().formatHex(into, 1, 17)).isEqualTo(PSEUDONYM);
        assertThat(into[0]).isZero();
        assertThat(into[17]).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "no number", "+33 1 99 00 12 34 567 890 123 456 789 012 345"})
    void areOfPossibleNumbersOnly(String written) {
        assertThat(numbers.read(written)).isNull();
    }

    private String pseudonym(TenantId tenant, String written) {
        return pseudonyms.of(tenant, requireNonNull(numbers.read(written))).value();
    }
}
