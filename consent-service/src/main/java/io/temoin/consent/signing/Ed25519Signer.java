// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ed25519 (RFC 8032) with the fastest provider that loads here: Amazon's native one, else Bouncy
 * Castle, else the JDK's, which is about fifty times slower than the first. All three give the same
 * signature for the same bytes.
 *
 * <p>Safe for concurrent use: each thread signs with an object of its own, prepared once.
 */
final class Ed25519Signer {

    /** Length of a private and of a public key. */
    static final int KEY_BYTES = 32;

    private static final String ALGORITHM = "Ed25519";
    private static final String BOUNCY_CASTLE =
            "org.bouncycastle.jce.provider.BouncyCastleProvider";

    /** What DER puts before the 32 bytes of a private key (RFC 8410 §7). */
    private static final byte[] PKCS8_PREFIX =
            HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final Provider provider;
    private final ThreadLocal<Signature> prepared;

    Ed25519Signer(byte[] privateKey) {
        this(privateKey, fastest());
    }

    Ed25519Signer(byte[] privateKey, Provider provider) {
        this.provider = provider;
        byte[] encoded = Arrays.copyOf(PKCS8_PREFIX, PKCS8_PREFIX.length + KEY_BYTES);
        System.arraycopy(privateKey, 0, encoded, PKCS8_PREFIX.length, KEY_BYTES);
        this.prepared = ThreadLocal.withInitial(() -> prepare(encoded, provider));
    }

    /**
     * The providers that can sign here, the fastest first. Made when asked for: Bouncy Castle alone
     * takes longer than the rest of a start has to spare.
     */
    static Stream<Provider> available() {
        return Stream.<Supplier<@Nullable Provider>>of(
                        Ed25519Signer::corretto, Ed25519Signer::bouncyCastle, Ed25519Signer::jdk)
                .map(Supplier::get)
                .filter(Objects::nonNull);
    }

    /** Makes a key pair. */
    static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM, jdk()).generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every JDK makes Ed25519 keys", failure);
        }
    }

    /** The 32 bytes of a key, as RFC 8037 writes them: they end both of its DER forms. */
    static byte[] raw(Key key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = prepared.get();
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("signing failed", failure);
        }
    }

    /** Who computes the signatures. */
    String providerName() {
        return provider.getName();
    }

    private static Provider fastest() {
        return available().findFirst().orElseThrow();
    }

    private static Signature prepare(byte[] encoded, Provider provider) {
        try {
            PrivateKey key = keys(provider).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            Signature signature = Signature.getInstance(ALGORITHM, provider);
            signature.initSign(key);
            return signature;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the signing key cannot be used", failure);
        }
    }

    /** Amazon's provider takes the JDK's keys, Bouncy Castle only its own. */
    private static KeyFactory keys(Provider provider) throws GeneralSecurityException {
        Provider maker = provider.getService("KeyFactory", ALGORITHM) == null ? jdk() : provider;
        return KeyFactory.getInstance(ALGORITHM, maker);
    }

    private static @Nullable Provider corretto() {
        AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
        return corretto.getLoadingError() == null
                        && corretto.getService("Signature", ALGORITHM) != null
                ? corretto
                : null;
    }

    private static @Nullable Provider bouncyCastle() {
        try {
            return Class.forName(BOUNCY_CASTLE)
                    .asSubclass(Provider.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException _) {
            return null; // not shipped here
        }
    }

    private static Provider jdk() {
        return Security.getProvider("SunEC");
    }
}
