// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.shredding.keys.KeyProviderUnavailable;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every provider that signs promises; each implementation runs these tests. */
interface SigningProviderContract {

    /** Longer than what a service may take in one piece. */
    int LONG = 20_000;

    /** The provider. */
    SigningProvider provider();

    /** The same keys, as another process reaches them that has just started. */
    SigningProvider otherProcess();

    /** The same kind of provider, where nobody answers. */
    SigningProvider away();

    private static boolean verifies(
            SigningAlgorithm algorithm, byte[] publicKey, byte[] message, byte[] signature)
            throws GeneralSecurityException {
        String key = algorithm == SigningAlgorithm.ED25519 ? "Ed25519" : "EC";
        Signature verifier =
                Signature.getInstance(
                        algorithm == SigningAlgorithm.ED25519
                                ? "Ed25519"
                                : "SHA256withECDSAinP1363Format");
        verifier.initVerify(
                KeyFactory.getInstance(key).generatePublic(new X509EncodedKeySpec(publicKey)));
        verifier.update(message);
        return verifier.verify(signature);
    }

    private static byte[] message(int length) {
        byte[] message = new byte[length];
        Arrays.fill(message, (byte) 7);
        return message;
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeyProviderUnavailable.class,
                        refusal -> assertThat(refusal.isRefusal()).isTrue());
    }

    @Test
    default void signsWithP256() {
        assertThat(provider().signsWith(SigningAlgorithm.ECDSA_P256)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    default void signsWhatItsPublicKeyVerifies(SigningAlgorithm algorithm) throws Exception {
        if (!provider().signsWith(algorithm)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> provider().createSigningKey("contract", algorithm))
                    .withMessageContaining("cannot sign with " + algorithm);
            return;
        }
        String key = provider().createSigningKey("contract", algorithm);
        String another = provider().createSigningKey("contract", algorithm);
        byte[] published = provider().publicKey(key);

        for (int length : new int[] {1, LONG}) {
            byte[] message = message(length);
            byte[] signature = provider().sign(key, algorithm, message);
            assertThat(signature).hasSize(64);
            assertThat(verifies(algorithm, published, message, signature)).isTrue();
            assertThat(
                            verifies(
                                    algorithm,
                                    published,
                                    message,
                                    provider().sign(another, algorithm, message)))
                    .isFalse();
        }
        assertThat(otherProcess().publicKey(key)).isEqualTo(published);
        byte[] signature = otherProcess().sign(key, algorithm, message(1));
        assertThat(verifies(algorithm, published, message(1), signature)).isTrue();
    }

    /** An ECDSA signature has numbers of any length: each has its 32 bytes. */
    @Test
    default void signsALotInTheSameForm() throws Exception {
        String key = provider().createSigningKey("contract", SigningAlgorithm.ECDSA_P256);
        byte[] published = provider().publicKey(key);
        for (int length = 1; length <= 20; length++) {
            byte[] message = message(length);
            assertThat(
                            verifies(
                                    SigningAlgorithm.ECDSA_P256,
                                    published,
                                    message,
                                    provider().sign(key, SigningAlgorithm.ECDSA_P256, message)))
                    .isTrue();
        }
    }

    @Test
    default void seesASigningKeyThatAnotherProcessCreated() {
        SigningProvider earlier = provider();
        earlier.createSigningKey("contract", SigningAlgorithm.ECDSA_P256);

        String key = otherProcess().createSigningKey("contract", SigningAlgorithm.ECDSA_P256);

        assertThat(earlier.sign(key, SigningAlgorithm.ECDSA_P256, message(1))).hasSize(64);
    }

    @Test
    default void signsNoMoreWithADestroyedKey() {
        String key = provider().createSigningKey("contract", SigningAlgorithm.ECDSA_P256);
        provider().sign(key, SigningAlgorithm.ECDSA_P256, message(1));

        otherProcess().destroyKey(key);
        otherProcess().destroyKey(key);

        assertRefused(() -> otherProcess().sign(key, SigningAlgorithm.ECDSA_P256, message(1)));
    }

    @Test
    default void saysThatNobodyAnswers() {
        assertThatThrownBy(() -> away().sign("key", SigningAlgorithm.ECDSA_P256, message(1)))
                .isInstanceOfSatisfying(
                        KeyProviderUnavailable.class,
                        failure -> assertThat(failure.isRefusal()).isFalse());
    }
}
