// SPDX-License-Identifier: Apache-2.0
package io.temoin.keyproviders;

import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.Tampered;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.Tag;

/**
 * AWS Key Management Service. Each key is a customer managed key, symmetric or on P-256; the
 * reference is its id, and the alias is for people. Credentials come from the SDK's default chain:
 * environment, file, web identity, instance.
 *
 * <p>The service has Ed25519 for messages of at most 4,096 bytes, and the receipt of a consent may
 * be longer. With ECDSA it takes their digest.
 */
public final class AwsKmsKeys implements SigningProvider {

    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final String TAG = "temoin:label";
    private static final String CONTEXT = "temoin";

    private final KmsClient client;
    private final Region region;
    private final String prefix;
    private final Duration pendingWindow;

    private AwsKmsKeys(KmsClient client, Region region, String prefix, Duration pendingWindow) {
        this.client = client;
        this.region = region;
        this.prefix = prefix;
        this.pendingWindow = pendingWindow;
    }

    /**
     * Connects to nothing yet.
     *
     * @param endpoint of a server that is not Amazon's; {@code null} for the region's own
     * @param prefix of the aliases of new keys
     * @param pendingWindow how long a destroyed key can be restored: 7 to 30 days, by the service's
     *     rules
     * @param timeout of one call, repetitions included
     */
    public static AwsKmsKeys of(
            Region region,
            @Nullable URI endpoint,
            String prefix,
            Duration pendingWindow,
            Duration timeout) {
        KmsClientBuilder builder =
                KmsClient.builder()
                        .region(region)
                        .httpClientBuilder(
                                ApacheHttpClient.builder()
                                        .connectionTimeout(timeout)
                                        .socketTimeout(timeout))
                        .overrideConfiguration(each -> each.apiCallTimeout(timeout));
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return new AwsKmsKeys(builder.build(), region, prefix, pendingWindow);
    }

    @Override
    public String description() {
        return "AWS KMS in " + region;
    }

    @Override
    public String createKey(String label) {
        return created(label, KeySpec.SYMMETRIC_DEFAULT, KeyUsageType.ENCRYPT_DECRYPT);
    }

    private String created(String label, KeySpec kind, KeyUsageType usage) {
        String name = KeyNames.fresh(prefix, label);
        return called(
                () -> {
                    String key =
                            client.createKey(
                                            request ->
                                                    request.description("Temoin: " + name)
                                                            .keySpec(kind)
                                                            .keyUsage(usage)
                                                            .tags(
                                                                    Tag.builder()
                                                                            .tagKey(TAG)
                                                                            .tagValue(name)
                                                                            .build()))
                                    .keyMetadata()
                                    .keyId();
                    client.createAlias(
                            request -> request.aliasName("alias/" + name).targetKeyId(key));
                    return key;
                });
    }

    @Override
    public byte[] wrap(String key, byte[] secret, byte[] context) {
        return called(
                () ->
                        client.encrypt(
                                        request ->
                                                request.keyId(key)
                                                        .plaintext(SdkBytes.fromByteArray(secret))
                                                        .encryptionContext(bound(context)))
                                .ciphertextBlob()
                                .asByteArray());
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped, byte[] context) {
        return called(
                () ->
                        client.decrypt(
                                        request ->
                                                request.keyId(key)
                                                        .ciphertextBlob(
                                                                SdkBytes.fromByteArray(wrapped))
                                                        .encryptionContext(bound(context)))
                                .plaintext()
                                .asByteArray());
    }

    @Override
    public boolean signsWith(SigningAlgorithm algorithm) {
        return algorithm == SigningAlgorithm.ECDSA_P256;
    }

    @Override
    public String createSigningKey(String label, SigningAlgorithm algorithm) {
        requireSigningWith(algorithm);
        return created(label, KeySpec.ECC_NIST_P256, KeyUsageType.SIGN_VERIFY);
    }

    @Override
    public byte[] publicKey(String key) {
        return called(
                () -> client.getPublicKey(request -> request.keyId(key)).publicKey().asByteArray());
    }

    @Override
    public byte[] sign(String key, SigningAlgorithm algorithm, byte[] message) {
        requireSigningWith(algorithm);
        SdkBytes digest = SdkBytes.fromByteArray(sha256(message));
        return Der.concatenated(
                called(
                        () ->
                                client.sign(
                                                request ->
                                                        request.keyId(key)
                                                                .message(digest)
                                                                .messageType(MessageType.DIGEST)
                                                                .signingAlgorithm(
                                                                        SigningAlgorithmSpec
                                                                                .ECDSA_SHA_256))
                                        .signature()
                                        .asByteArray()));
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("every JDK has SHA-256", failure);
        }
    }

    /** A key whose deletion is scheduled, or that is gone, stays as it is. */
    @Override
    public void destroyKey(String key) {
        called(
                () -> {
                    try {
                        return client.scheduleKeyDeletion(
                                request ->
                                        request.keyId(key)
                                                .pendingWindowInDays(
                                                        Math.toIntExact(pendingWindow.toDays())));
                    } catch (NotFoundException gone) {
                        return gone;
                    } catch (KmsInvalidStateException refused) {
                        if (isBeingDeleted(key)) {
                            return refused;
                        }
                        throw refused;
                    }
                });
    }

    @Override
    public Duration destroysWithin() {
        return pendingWindow;
    }

    @Override
    public void close() {
        client.close();
    }

    private boolean isBeingDeleted(String key) {
        return client.describeKey(request -> request.keyId(key)).keyMetadata().keyState()
                == KeyState.PENDING_DELETION;
    }

    /** The service takes texts, and writes them into its log of calls: nothing personal. */
    private static Map<String, String> bound(byte[] context) {
        return Map.of(CONTEXT, Base64.getEncoder().encodeToString(context));
    }

    private <T> T called(Supplier<T> call) {
        try {
            return call.get();
        } catch (InvalidCiphertextException | IncorrectKeyException failure) {
            throw new Tampered("the wrapped key does not open", failure);
        } catch (AwsServiceException failure) {
            throw failure.statusCode() == TOO_MANY
                            || failure.statusCode() >= SERVER_ERROR
                            || failure.isThrottlingException()
                    ? KeyProviderUnavailable.noAnswer(description() + " failed", failure)
                    : KeyProviderUnavailable.refused(
                            "%s refused: %s"
                                    .formatted(
                                            description(), failure.awsErrorDetails().errorCode()),
                            failure);
        } catch (SdkException failure) {
            throw KeyProviderUnavailable.noAnswer(description() + " does not answer", failure);
        }
    }
}
