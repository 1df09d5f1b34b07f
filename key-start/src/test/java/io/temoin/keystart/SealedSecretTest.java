// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.keyproviders.SigningProvider;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.Tampered;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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

    private static byte[] secret() {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 'S');
        return secret;
    }

    @Test
    void opensWithTheProviderAlone() {
        SealedSecret sealed =
                SealedSecret.seal(provider, provider.createKey("keys"), secret(), "receipts|1");

        assertThat(sealed.text()).doesNotContain(new String(secret(), StandardCharsets.US_ASCII));
        assertThat(SealedSecret.parse(sealed.text()).open(provider, "receipts|1"))
                .isEqualTo(secret());
    }

    /** A sealed key that is put in the place of another signs nothing. */
    @Test
    void opensForNoOtherPurpose() {
        SealedSecret sealed =
                SealedSecret.seal(provider, provider.createKey("keys"), secret(), "receipts|1");

        assertThatThrownBy(() -> sealed.open(provider, "receipts|2")).isInstanceOf(Tampered.class);
    }

    @Test
    void isNoOtherText() {
        assertThatIllegalArgumentException().isThrownBy(() -> SealedSecret.parse("bm8gZG90"));
        assertThatIllegalArgumentException().isThrownBy(() -> SealedSecret.parse("!.!"));
    }

    /** A provider that starts at the same time is no reason to end. */
    @Test
    void aStartWaitsForAProviderThatIsAway() {
        KeyProviders providers = vault.providers(TIMEOUT);
        String key = provider.createKey("keys");
        SealedSecret sealed = SealedSecret.seal(provider, key, secret(), "receipts|1");
        vault.server().seal(true);
        int[] asked = {0};

        byte[] opened =
                providers.atStart(
                        each -> {
                            if (asked[0]++ > 0) {
                                vault.server().seal(false);
                            }
                            return sealed.open(each, "receipts|1");
                        });

        assertThat(opened).isEqualTo(secret());
        assertThat(asked[0]).isEqualTo(2);
    }

    @Test
    void aStartWaitsForNoProviderThatRefuses() {
        KeyProviders providers = vault.providers(TIMEOUT);
        String key = provider.createKey("keys");
        SealedSecret sealed = SealedSecret.seal(provider, key, secret(), "receipts|1");
        provider.destroyKey(key);
        int[] asked = {0};

        assertThatThrownBy(
                        () ->
                                providers.atStart(
                                        each -> {
                                            asked[0]++;
                                            return sealed.open(each, "receipts|1");
                                        }))
                .isInstanceOf(KeyProviderUnavailable.class)
                .hasMessageContaining("refused with 400");
        assertThat(asked[0]).isEqualTo(1);
    }
}
