// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.smallrye.mutiny.Uni;
import io.temoin.keyproviders.SigningAlgorithm;
import io.temoin.shredding.TenantId;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signs in this process with the fastest provider that loads here: Amazon's native one, else Bouncy
 * Castle (Ed25519 only), else the JDK's, which is about fifty times slower than the first. With
 * Ed25519, all three give the same signature for the same bytes; with ECDSA, no two are the same.
 *
 * <p>Safe for concurrent use: each thread signs with an object of its own, prepared once.
 */
final class LocalSigner implements MessageSigner {

    /** Length of a private key. */
    static final int KEY_BYTES = 32;

    private static final String BOUNCY_CASTLE =
            "org.bouncycastle.jce.provider.BouncyCastleProvider";

    /** What DER puts before the 32 bytes of a private key (RFC 8410 §7). */
    private static final byte[] ED25519_PREFIX =
            HexFormat.of().parseHex("302e020100300506032b657004220420");

    /** The same (RFC 5915), of a key that leaves out the public one and its curve. */
    private static final byte[] P256_PREFIX =
            HexFormat.of()
                    .parseHex(
                            "3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420");

    private final SigningAlgorithm algorithm;
    private final Provider provider;
    private final ThreadLocal<Signature> prepared;

    LocalSigner(SigningAlgorithm algorithm, byte[] privateKey) {
        this(algorithm, privateKey, available(algorithm).findFirst().orElseThrow());
    }

    LocalSigner(SigningAlgorithm algorithm, byte[] privateKey, Provider provider) {
        if (privateKey.length != KEY_BYTES) {
            throw new IllegalStateException("a signing key has 32 bytes");
        }
        this.algorithm = algorithm;
        this.provider = provider;
        byte[] prefix = prefix(algorithm);
        byte[] encoded = Arrays.copyOf(prefix, prefix.length + KEY_BYTES);
        System.arraycopy(privateKey, 0, encoded, prefix.length, KEY_BYTES);
        this.prepared = ThreadLocal.withInitial(() -> prepare(encoded));
    }

    /**
     * The providers that can sign here, the fastest first. Made when asked for: Bouncy Castle alone
     * takes longer than the rest of a start has to spare.
     */
    static Stream<Provider> available(SigningAlgorithm algorithm) {
        return Stream.<Supplier<@Nullable Provider>>of(
                        LocalSigner::corretto, LocalSigner::bouncyCastle, LocalSigner::jdk)
                .map(Supplier::get)
                .filter(Objects::nonNull)
                .filter(each -> each.getService("Signature", signatureName(algorithm)) != null);
    }

    /** Makes a key pair. */
    static KeyPair generate(SigningAlgorithm algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keyName(algorithm), jdk());
            generator.initialize(
                    switch (algorithm) {
                        case ED25519 -> NamedParameterSpec.ED25519;
                        case ECDSA_P256 -> new ECGenParameterSpec("secp256r1");
                    });
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("every JDK makes keys for " + algorithm, failure);
        }
    }

    /** The 32 bytes of a private key. */
    static byte[] secret(SigningAlgorithm algorithm, PrivateKey key) {
        byte[] encoded = key.getEncoded();
        int from = prefix(algorithm).length;
        if (!Arrays.equals(encoded, 0, from, prefix(algorithm), 0, from)) {
            throw new IllegalStateException("this JDK writes private keys otherwise");
        }
        return Arrays.copyOfRange(encoded, from, from + KEY_BYTES);
    }

    @Override
    public Uni<byte[]> sign(TenantId tenant, byte[] message) {
        return Uni.createFrom().item(signature(message));
    }

    /** The signature of these bytes. */
    byte[] signature(byte[] message) {
        try {
            Signature signature = prepared.get();
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("signing failed", failure);
        }
    }

    @Override
    public String description() {
        return provider.getName();
    }

    @Override
    public void close() {}

    private Signature prepare(byte[] encoded) {
        try {
            PrivateKey key = keys().generatePrivate(new PKCS8EncodedKeySpec(encoded));
            Signature signature = Signature.getInstance(signatureName(algorithm), provider);
            signature.initSign(key);
            return signature;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the signing key cannot be used", failure);
        }
    }

    /** Amazon's provider takes the JDK's keys, Bouncy Castle only its own. */
    private KeyFactory keys() throws GeneralSecurityException {
        String name = keyName(algorithm);
        return KeyFactory.getInstance(
                name, provider.getService("KeyFactory", name) == null ? jdk() : provider);
    }

    private static String keyName(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ED25519 -> "Ed25519";
            case ECDSA_P256 -> "EC";
        };
    }

    private static String signatureName(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ED25519 -> "Ed25519";
            case ECDSA_P256 -> "SHA256withECDSAinP1363Format";
        };
    }

    private static byte[] prefix(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ED25519 -> ED25519_PREFIX;
            case ECDSA_P256 -> P256_PREFIX;
        };
    }

    private static @Nullable Provider corretto() {
        AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
        return corretto.getLoadingError() == null ? corretto : null;
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
