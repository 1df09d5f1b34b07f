// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.keyproviders.SigningProvider;
import io.temoin.shredding.keys.Tampered;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedSecretTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @TempDir private Path folder;
    private TestVault vault;
    private SigningProvider provider;

    @BeforeEach
    void start() {
        vault = new TestVault(folder);
        provider = vault.providers(TIMEOUT).provider();
    }

    @AfterEach
    void stop() {
        provider.close();
        vault.close();
    }

    @Test
    void opensWithTheProviderAlone() {
        SealedSecret sealed =
                SealedSecret.seal(
                        provider, provider.createKey("keys"), TestVault.secret(), "receipts|1");

        assertThat(sealed.text())
                .doesNotContain(new String(TestVault.secret(), StandardCharsets.US_ASCII));
        assertThat(SealedSecret.parse(sealed.text()).open(provider, "receipts|1"))
                .isEqualTo(TestVault.secret());
    }

    /** A sealed key that is put in the place of another signs nothing. */
    @Test
    void opensForNoOtherPurpose() {
        SealedSecret sealed =
                SealedSecret.seal(
                        provider, provider.createKey("keys"), TestVault.secret(), "receipts|1");

        assertThatThrownBy(() -> sealed.open(provider, "receipts|2")).isInstanceOf(Tampered.class);
    }

    @Test
    void isNoOtherText() {
        assertThatIllegalArgumentException().isThrownBy(() -> SealedSecret.parse("bm8gZG90"));
        assertThatIllegalArgumentException().isThrownBy(() -> SealedSecret.parse("!.!"));
    }
}
