// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

import io.quarkus.vault.client.VaultClient;
import io.quarkus.vault.client.VaultClientException;
import io.quarkus.vault.client.VaultException;
import io.quarkus.vault.client.api.common.VaultHashAlgorithm;
import io.quarkus.vault.client.api.secrets.transit.VaultSecretsTransit;
import io.quarkus.vault.client.api.secrets.transit.VaultSecretsTransitCreateKeyParams;
import io.quarkus.vault.client.api.secrets.transit.VaultSecretsTransitDecryptParams;
import io.quarkus.vault.client.api.secrets.transit.VaultSecretsTransitEncryptParams;
import io.quarkus.vault.client.api.secrets.transit.VaultSecretsTransitKeyInfo;
import io.quarkus.vault.client.api.secrets.transit.VaultSecretsTransitKeyType;
import io.quarkus.vault.client.api.secrets.transit.VaultSecretsTransitKeyVersion;
import io.quarkus.vault.client.api.secrets.transit.VaultSecretsTransitMarshalingAlgorithm;
import io.quarkus.vault.client.api.secrets.transit.VaultSecretsTransitSignParams;
import io.quarkus.vault.client.api.secrets.transit.VaultSecretsTransitUpdateKeyParams;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.Tampered;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The transit engine of HashiCorp Vault or OpenBao. Each key is an AES-256-GCM key, or one that
 * signs, and cannot be exported; the reference is its name.
 */
public final class VaultTransit implements SigningProvider {

    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    /** What Vault and OpenBao say of a ciphertext that is not the key's, or is none. */
    private static final List<String> NOT_AUTHENTIC =
            List.of("message authentication failed", "invalid ciphertext");

    /** What they say of a key that was deleted; only reading one is a 404. */
    private static final List<String> GONE =
            List.of("no existing key named", "could not delete key; not found");

    /** A key that was rotated at the server would sign with another one than the published. */
    private static final int FIRST_VERSION = 1;

    private static final String SIGNED_BY_FIRST_VERSION = "vault:v1:";

    private final VaultClient client;
    private final VaultSecretsTransit transit;
    private final VaultConnection connection;
    private final String prefix;

    /**
     * Connects to nothing yet.
     *
     * @param mount path of the transit engine
     * @param prefix of the names of new keys
     */
    public VaultTransit(VaultConnection connection, String mount, String prefix) {
        this.connection = connection;
        this.client = connection.client();
        this.transit = client.secrets().transit(mount);
        this.prefix = prefix;
    }

    @Override
    public String description() {
        return "Vault at " + client.getBaseUrl();
    }

    @Override
    public String createKey(String label) {
        return created(label, VaultSecretsTransitKeyType.AES256_GCM96);
    }

    private String created(String label, VaultSecretsTransitKeyType type) {
        String name = KeyNames.fresh(prefix, label);
        called(
                () ->
                        transit.createKey(
                                name,
                                new VaultSecretsTransitCreateKeyParams()
                                        .setType(type)
                                        .setExportable(false)
                                        .setAllowPlaintextBackup(false)));
        return name;
    }

    @Override
    public boolean signsWith(SigningAlgorithm algorithm) {
        return true;
    }

    @Override
    public String createSigningKey(String label, SigningAlgorithm algorithm) {
        return created(
                label,
                switch (algorithm) {
                    case ED25519 -> VaultSecretsTransitKeyType.ED25519;
                    case ECDSA_P256 -> VaultSecretsTransitKeyType.ECDSA_P256;
                });
    }

    @Override
    public byte[] publicKey(String key) {
        VaultSecretsTransitKeyInfo info = called(() -> transit.readKey(key));
        VaultSecretsTransitKeyVersion first = info.getKeys().get(Integer.toString(FIRST_VERSION));
        if (first == null) {
            throw KeyProviderUnavailable.refused(
                    "%s has the key %s without its first version".formatted(description(), key),
                    new IllegalStateException("it was trimmed"));
        }
        String text = first.getPublicKey();
        return info.getType() == VaultSecretsTransitKeyType.ED25519
                ? Der.ed25519(Base64.getDecoder().decode(text))
                : Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    }

    /** In the form of a JWS, which the engine writes for keys of both kinds. */
    @Override
    public byte[] sign(String key, SigningAlgorithm algorithm, byte[] message) {
        String signature =
                called(
                                () ->
                                        transit.sign(
                                                key,
                                                new VaultSecretsTransitSignParams()
                                                        .setInput(message)
                                                        .setKeyVersion(FIRST_VERSION)
                                                        .setHashAlgorithm(
                                                                VaultHashAlgorithm.SHA2_256)
                                                        .setMarshalingAlgorithm(
                                                                VaultSecretsTransitMarshalingAlgorithm
                                                                        .JWS)))
                        .getSignature();
        return Base64.getUrlDecoder().decode(signature.substring(SIGNED_BY_FIRST_VERSION.length()));
    }

    /** Reads the key first: encrypting under one that is gone would create it anew. */
    @Override
    public byte[] wrap(String key, byte[] secret, byte[] context) {
        return called(
                        () ->
                                transit.readKey(key)
                                        .thenCompose(
                                                _ ->
                                                        transit.encrypt(
                                                                key,
                                                                new VaultSecretsTransitEncryptParams()
                                                                        .setPlaintext(secret)
                                                                        .setAssociatedData(
                                                                                context))))
                .getCiphertext()
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, byte[] context) {
        return called(
                () ->
                        transit.decrypt(
                                key,
                                new VaultSecretsTransitDecryptParams()
                                        .setCiphertext(
                                                new String(wrapped, StandardCharsets.US_ASCII))
                                        .setAssociatedData(context)));
    }

    /** The engine deletes only keys that are marked for it first. */
    @Override
    public void destroyKey(String key) {
        called(
                () ->
                        transit.updateKey(
                                        key,
                                        new VaultSecretsTransitUpdateKeyParams()
                                                .setDeletionAllowed(true))
                                .thenCompose(_ -> transit.deleteKey(key))
                                .exceptionally(VaultTransit::unlessGone));
    }

    @Override
    public Duration destroysWithin() {
        return Duration.ZERO;
    }

    @Override
    public void close() {
        connection.close();
    }

    private static Void unlessGone(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof VaultClientException refusal && isGone(refusal)) {
            return null;
        }
        throw new CompletionException(cause);
    }

    private static boolean isGone(VaultClientException refusal) {
        return says(refusal, GONE);
    }

    private static boolean says(VaultClientException refusal, List<String> texts) {
        return texts.stream().anyMatch(refusal::hasErrorContaining);
    }

    private <T> T called(Supplier<CompletionStage<T>> call) {
        try {
            return call.get().toCompletableFuture().join();
        } catch (CompletionException failure) {
            throw of(failure.getCause() == null ? failure : failure.getCause());
        } catch (VaultException failure) {
            throw of(failure);
        }
    }

    private RuntimeException of(Throwable failure) {
        if (!(failure instanceof VaultClientException refusal)) {
            return KeyProviderUnavailable.noAnswer(description() + " does not answer", failure);
        }
        int status = refusal.getStatus();
        if (says(refusal, NOT_AUTHENTIC)) {
            return new Tampered("the wrapped key does not open", failure);
        }
        return status == TOO_MANY || status >= SERVER_ERROR
                ? KeyProviderUnavailable.noAnswer(
                        "%s answered %d".formatted(description(), status), failure)
                : KeyProviderUnavailable.refused(
                        "%s refused with %d: %s"
                                .formatted(description(), status, refusal.getErrors()),
                        failure);
    }
}
