// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.shredding.keys.KeyProviderContract;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.WrappedKeysetContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With SoftHSM 2, a token in software with the interface of a module. */
class Pkcs11TokenIT extends WrappedKeysetContract
        implements KeyProviderContract, SigningProviderContract {

    private static final String PREFIX = "temoin-test";

    @BeforeAll
    static void initialise() {
        SoftHsm.initialise();
    }

    private final SigningProvider provider = token(0, SoftHsm.PIN);
    private final SigningProvider other = token(0, SoftHsm.PIN);

    private static Pkcs11Token token(int slot, String pin) {
        return Pkcs11Token.of(SoftHsm.library(), slot, pin.toCharArray(), PREFIX);
    }

    @Override
    public SigningProvider provider() {
        return provider;
    }

    @Override
    public SigningProvider otherProcess() {
        return other;
    }

    @Override
    public SigningProvider away() {
        return token(77, SoftHsm.PIN);
    }

    /** One that has no label is found by nobody who looks for it, and opens everything. */
    @Test
    void leavesNothingOfADestroyedKeyOnTheToken() {
        long before = SoftHsm.objects();
        String key = provider.createKey("contract");
        assertThat(SoftHsm.objects()).isEqualTo(before + 1);

        provider.destroyKey(key);

        assertThat(SoftHsm.objects()).isEqualTo(before);
    }

    /** A private key and its certificate. */
    @Test
    void leavesNothingOfADestroyedSigningKeyOnTheToken() {
        long before = SoftHsm.objects();
        String key = provider.createSigningKey("contract", SigningAlgorithm.ECDSA_P256);
        assertThat(SoftHsm.objects()).isEqualTo(before + 2);

        provider.destroyKey(key);

        assertThat(SoftHsm.objects()).isEqualTo(before);
    }

    @Test
    void refusesALibraryThatIsNotThere() {
        assertThatThrownBy(() -> Pkcs11Token.of(Path.of("/no/such.so"), 0, new char[0], PREFIX))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("There is no PKCS#11 library at /no/such.so");
    }

    /** As a module that is away, with an empty list of slots. */
    @Test
    void waitsForASlotThatIsNotThereYet() {
        SigningProvider away = token(77, SoftHsm.PIN);

        assertThatThrownBy(() -> away.createKey("contract"))
                .isInstanceOfSatisfying(
                        KeyProviderUnavailable.class,
                        failure -> assertThat(failure.isRefusal()).isFalse());
    }

    /** Of a token that this process is not signed in to: a PIN is asked for once. */
    @Test
    void saysThatThePinIsWrong() {
        SigningProvider locked = token(1, "wrong");

        assertThatThrownBy(() -> locked.createKey("contract"))
                .isInstanceOfSatisfying(
                        KeyProviderUnavailable.class,
                        refusal -> {
                            assertThat(refusal.isRefusal()).isTrue();
                            assertThat(refusal).hasMessageContaining("refused the PIN");
                        });
    }

    /** A start that waits for its key provider asks again and again. */
    @Test
    void presentsAWrongPinOnce() {
        SigningProvider locked = token(1, "wrong");
        assertThatThrownBy(() -> locked.createKey("contract"))
                .hasMessageContaining("refused the PIN");

        assertThatThrownBy(() -> locked.createKey("contract"))
                .isInstanceOfSatisfying(
                        KeyProviderUnavailable.class,
                        refusal -> {
                            assertThat(refusal.isRefusal()).isTrue();
                            assertThat(refusal).hasMessageContaining("is not presented again");
                        });
    }
}
