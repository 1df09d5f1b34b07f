// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import io.temoin.consent.ConsentConfig;
import io.temoin.consent.signing.SigningKey.AtProvider;
import io.temoin.consent.signing.SigningKey.InFile;
import io.temoin.consent.signing.SigningKey.Sealed;
import io.temoin.keyproviders.SigningAlgorithm;
import io.temoin.keystart.KeyProviders;
import io.temoin.keystart.SealedSecret;
import io.temoin.shredding.keys.Tampered;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/** Makes what signs with the first key of the file, and refuses a start that could not verify. */
final class MessageSigners {

    private static final Logger LOG = Logger.getLogger(MessageSigners.class);

    /** What is signed to see whether a key signs. */
    static final byte[] SAMPLE = "temoin|signing-key-check".getBytes(StandardCharsets.US_ASCII);

    private MessageSigners() {}

    /**
     * Checks what can be checked of this key without asking a key provider.
     *
     * @throws IllegalStateException when the key is not as the settings say, needs a provider that
     *     is not set, or is in clear and does not sign for its public half
     */
    static void check(SigningKey key, KeyProviders providers, ConsentConfig.Signing settings) {
        requireAsSet(key, settings);
        if (key.privateHalf() instanceof InFile) {
            local(key);
        } else {
            requireProvider(key, providers);
        }
    }

    /**
     * A signer with this key. Blocks while a key provider is away or refuses.
     *
     * @throws IllegalStateException when the key is not as the settings say, is sealed by a
     *     provider that is not set, or does not sign for its public half
     */
    static MessageSigner of(
            SigningKey key, KeyProviders providers, ConsentConfig.Signing settings) {
        check(key, providers, settings);
        SigningAlgorithm algorithm = key.published().algorithm();
        return switch (key.privateHalf()) {
            case InFile(byte[] secret) -> {
                if (providers.isUsed()) {
                    LOG.warn(
                            "a key provider is set, but the key that signs receipts is in clear in"
                                    + " its file: seal it with the command 'seal-signing-keys'");
                }
                yield local(key, secret);
            }
            case Sealed(SealedSecret secret) -> local(key, opened(key, secret, providers));
            case AtProvider(String providerKey) -> {
                byte[] sample =
                        providers.atStart(each -> each.sign(providerKey, algorithm, SAMPLE));
                requireOwn(key, sample);
                yield new ProviderSigner(
                        providers.provider(),
                        providerKey,
                        key.published(),
                        providers.timeout(),
                        settings.concurrentCalls());
            }
        };
    }

    /**
     * A signer with a key whose private half is in clear.
     *
     * @throws IllegalStateException when it is not
     */
    static LocalSigner local(SigningKey key) {
        if (key.privateHalf() instanceof InFile(byte[] secret)) {
            return local(key, secret);
        }
        throw new IllegalStateException("the private half of this key is not in clear");
    }

    private static LocalSigner local(SigningKey key, byte[] secret) {
        LocalSigner signer = new LocalSigner(key.published().algorithm(), secret);
        requireOwn(key, signer.signature(SAMPLE));
        return signer;
    }

    private static byte[] opened(SigningKey key, SealedSecret secret, KeyProviders providers) {
        try {
            return providers.atStart(
                    provider -> secret.open(provider, SigningKey.purpose(key.published())));
        } catch (Tampered failure) {
            throw new IllegalStateException(
                    ("The sealed signing key %s does not open: the file in TEMOIN_SIGNING_KEY_FILE"
                                    + " was changed, or is sealed by another key provider.")
                            .formatted(key.id()),
                    failure);
        }
    }

    private static void requireAsSet(SigningKey key, ConsentConfig.Signing settings) {
        if (key.published().algorithm() != settings.algorithm()) {
            throw new IllegalStateException(
                    ("TEMOIN_SIGNING_ALGORITHM is %s, but the first key in TEMOIN_SIGNING_KEY_FILE"
                                    + " signs with %s. Put a key for %1$s first, or change the"
                                    + " setting.")
                            .formatted(settings.algorithm(), key.published().algorithm()));
        }
        if (settings.inProvider() && !(key.privateHalf() instanceof AtProvider)) {
            throw new IllegalStateException(
                    "TEMOIN_SIGNING_IN_PROVIDER is true, but the private half of the first key in"
                            + " TEMOIN_SIGNING_KEY_FILE is in the file. Make a key that stays at"
                            + " the provider with 'create-signing-keys', and put it first.");
        }
    }

    private static void requireProvider(SigningKey key, KeyProviders providers) {
        if (!providers.isUsed()) {
            throw new IllegalStateException(
                    ("The signing key %s needs the key provider that it was made with, but"
                                    + " temoin.key-provider.type is file.")
                            .formatted(key.id()));
        }
    }

    private static void requireOwn(SigningKey key, byte[] sample) {
        if (!key.published().verifies(SAMPLE, sample)) {
            throw new IllegalStateException(
                    ("The private half of the signing key %s does not belong to its public half:"
                                    + " nobody could verify what it signs. Restore the file in"
                                    + " TEMOIN_SIGNING_KEY_FILE from a backup.")
                            .formatted(key.id()));
        }
    }
}
