// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.Tampered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/**
 * A token of a hardware security module, reached by its PKCS#11 library (OASIS PKCS #11 2.40). Each
 * key is an AES-256 key, or a key pair on P-256, that the token generates and never gives away; the
 * reference is its label. SunPKCS11 of JDK 25 has no EdDSA.
 *
 * <p>The token's list of keys is read again when a label is not in it: another process may have
 * created the key.
 */
public final class Pkcs11Token implements SigningProvider {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BITS = 256;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path library;
    private final String settings;
    private final char[] pin;
    private final String prefix;
    private final SecureRandom random = new SecureRandom();
    private @Nullable Provider provider;
    private @Nullable KeyStore token;
    private boolean pinRefused;

    private Pkcs11Token(Path library, String settings, char[] pin, String prefix) {
        this.library = library;
        this.settings = settings;
        this.pin = pin;
        this.prefix = prefix;
    }

    /**
     * Loads the library and signs in with the first call: a module may be away for a while.
     *
     * @param slot number of the token's slot in the library's list, from 0
     * @param prefix of the labels of new keys
     * @throws IllegalStateException when there is no such library
     */
    public static Pkcs11Token of(Path library, int slot, char[] pin, String prefix) {
        String settings =
                """
                --name = Temoin
                library = %s
                slotListIndex = %d
                attributes(*, CKO_SECRET_KEY, CKK_AES) = {
                  CKA_PRIVATE = true
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                  CKA_ENCRYPT = true
                  CKA_DECRYPT = true
                }
                attributes(*, CKO_PRIVATE_KEY, CKK_EC) = {
                  CKA_PRIVATE = true
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                  CKA_SIGN = true
                }
                """
                        .formatted(library, slot);
        if (!Files.isReadable(library)) {
            throw new IllegalStateException("There is no PKCS#11 library at " + library + ".");
        }
        return new Pkcs11Token(library, settings, pin.clone(), prefix);
    }

    @Override
    public String description() {
        return "the PKCS#11 token of " + library;
    }

    @Override
    public String createKey(String label) {
        String name = KeyNames.fresh(prefix, label);
        return called(
                () -> {
                    KeyStore keys = keys();
                    KeyGenerator generator = KeyGenerator.getInstance("AES", provider());
                    generator.init(KEY_BITS);
                    SecretKey key = generator.generateKey();
                    keys.setKeyEntry(name, key, null, null);
                    return name;
                });
    }

    @Override
    public byte[] wrap(String key, byte[] secret, byte[] context) {
        return called(
                () -> {
                    byte[] nonce = new byte[NONCE_BYTES];
                    random.nextBytes(nonce);
                    Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, context);
                    byte[] wrapped =
                            Arrays.copyOf(
                                    nonce, NONCE_BYTES + secret.length + TAG_BITS / Byte.SIZE);
                    cipher.doFinal(secret, 0, secret.length, wrapped, NONCE_BYTES);
                    return wrapped;
                });
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, byte[] context) {
        if (wrapped.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new Tampered("the wrapped key is too short");
        }
        return called(
                () -> {
                    byte[] nonce = Arrays.copyOf(wrapped, NONCE_BYTES);
                    try {
                        return cipher(Cipher.DECRYPT_MODE, key, nonce, context)
                                .doFinal(wrapped, NONCE_BYTES, wrapped.length - NONCE_BYTES);
                    } catch (AEADBadTagException failure) {
                        requireThatItWorks(key, failure);
                        throw failure;
                    }
                });
    }

    /**
     * The JDK takes a module's general error, which may be of any cause, for a bad tag. A module
     * that wraps and unwraps other bytes meant the tag.
     */
    private void requireThatItWorks(String key, AEADBadTagException cause)
            throws GeneralSecurityException, IOException {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sample = new byte[NONCE_BYTES];
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, sample).doFinal(sample);
            if (Arrays.equals(
                    sample, cipher(Cipher.DECRYPT_MODE, key, nonce, sample).doFinal(sealed))) {
                return;
            }
        } catch (GeneralSecurityException | ProviderException _) {
            // the module is what is broken: said below, with its first failure
        }
        throw KeyProviderUnavailable.noAnswer(description() + " fails", cause);
    }

    @Override
    public boolean signsWith(SigningAlgorithm algorithm) {
        return algorithm == SigningAlgorithm.ECDSA_P256;
    }

    @Override
    public String createSigningKey(String label, SigningAlgorithm algorithm) {
        requireSigningWith(algorithm);
        String name = KeyNames.fresh(prefix, label);
        return called(
                () -> {
                    KeyStore keys = keys();
                    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider());
                    generator.initialize(new ECGenParameterSpec("secp256r1"));
                    KeyPair pair = generator.generateKeyPair();
                    Certificate certificate = TokenCertificate.of(name, pair, provider());
                    keys.setKeyEntry(
                            name, pair.getPrivate(), null, new Certificate[] {certificate});
                    return name;
                });
    }

    @Override
    public byte[] publicKey(String key) {
        return called(
                () -> {
                    key(key);
                    return keys().getCertificate(key).getPublicKey().getEncoded();
                });
    }

    @Override
    public byte[] sign(String key, SigningAlgorithm algorithm, byte[] message) {
        requireSigningWith(algorithm);
        return called(
                () -> {
                    Signature signature =
                            Signature.getInstance("SHA256withECDSAinP1363Format", provider());
                    signature.initSign((PrivateKey) key(key));
                    signature.update(message);
                    return signature.sign();
                });
    }

    @Override
    public void destroyKey(String key) {
        called(
                () -> {
                    reload();
                    KeyStore keys = keys();
                    if (keys.containsAlias(key)) {
                        keys.deleteEntry(key);
                    }
                    return key;
                });
    }

    private synchronized Provider provider() {
        Provider known = provider;
        if (known == null) {
            known = Security.getProvider("SunPKCS11").configure(settings);
            provider = known;
        }
        return known;
    }

    /** The token's own backups are its operator's: see the guide. */
    @Override
    public Duration destroysWithin() {
        return Duration.ZERO;
    }

    @Override
    public void close() {
        Arrays.fill(pin, ' ');
    }

    private Cipher cipher(int mode, String key, byte[] nonce, byte[] context)
            throws GeneralSecurityException, IOException {
        Cipher cipher = Cipher.getInstance(CIPHER, provider());
        cipher.init(mode, key(key), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher;
    }

    private synchronized Key key(String label) throws GeneralSecurityException, IOException {
        Key key = keys().getKey(label, null);
        if (key == null) {
            reload();
            key = keys().getKey(label, null);
        }
        if (key == null) {
            throw new UnrecoverableKeyException("there is no key " + label);
        }
        return key;
    }

    private synchronized KeyStore keys() throws GeneralSecurityException, IOException {
        KeyStore known = token;
        if (known == null) {
            if (pinRefused) {
                throw new UnrecoverableKeyException(
                        "the PIN was wrong and is not presented again: put the right one into the"
                                + " PIN file, and restart");
            }
            known = KeyStore.getInstance("PKCS11", provider());
            load(known);
            token = known;
        }
        return known;
    }

    /** After a few attempts with a wrong PIN, a token refuses the right one too. */
    private synchronized void load(KeyStore keys) throws GeneralSecurityException, IOException {
        try {
            keys.load(null, pin);
        } catch (IOException failure) {
            pinRefused = failure.getCause() instanceof UnrecoverableKeyException;
            throw failure;
        }
    }

    private synchronized void reload() {
        token = null;
    }

    private interface Call<T> {
        T get() throws GeneralSecurityException, IOException;
    }

    /** After a failure, the token is looked at anew: it may have been taken out and put back. */
    private <T> T called(Call<T> call) {
        try {
            return call.get();
        } catch (AEADBadTagException failure) {
            throw new Tampered("the wrapped key does not open", failure);
        } catch (UnrecoverableKeyException failure) {
            throw KeyProviderUnavailable.refused(
                    "%s refused: %s".formatted(description(), failure.getMessage()), failure);
        } catch (IOException failure) {
            reload();
            throw failure.getCause() instanceof LoginException
                            || failure.getCause() instanceof UnrecoverableKeyException
                    ? KeyProviderUnavailable.refused(description() + " refused the PIN", failure)
                    : KeyProviderUnavailable.noAnswer(description() + " cannot be opened", failure);
        } catch (GeneralSecurityException
                | ProviderException
                | InvalidParameterException
                | UnsupportedOperationException failure) {
            reload();
            throw KeyProviderUnavailable.noAnswer(description() + " failed", failure);
        }
    }
}
