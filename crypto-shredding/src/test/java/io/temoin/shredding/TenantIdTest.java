// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "A", "a b", "a.b", "ü", "a\n"})
    void refusesWhatIsNoTenant(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TenantId(value));
    }

    @Test
    void knowsHowLongANameMayBe() {
        assertThat(new TenantId("t".repeat(63)).value()).hasSize(63);
        assertThatIllegalArgumentException().isThrownBy(() -> new TenantId("t".repeat(64)));
    }
}
