// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.callee;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of retention-service's {@code PersonNumbersTest}: one key, one pseudonym. */
class PseudonymsTest {

    private static final byte[] KEY =
            HexFormat.of()
                    .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    private final PhoneNumbers numbers = new PhoneNumbers();
    private final Pseudonyms pseudonyms = new Pseudonyms(new Fingerprints(KEY));

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
    void areThoseThatRetentionServiceKnows(String written) {
        assertThat(
                        pseudonyms
                                .of(
                                        new TenantId("acme"),
                                        numbers.parse("/number", written).number())
                                .value())
                .isEqualTo("8b0bed255535b513a56cb10883a586cf");
    }
}
