// SPDX-License-Identifier: Apache-2.0
package io.temoin.objectstorage;

import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.profiles.ProfileFileSupplier;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Connects to object storage, with settings that make sense or not at all. */
public final class BucketConnection {

    private static final String ELSEWHERE = "us-east-1";
    private static final Duration CONNECTING = Duration.ofSeconds(3);
    private static final Set<String> ENCRYPTIONS = Set.of("none", "AES256", "aws:kms");

    private BucketConnection() {}

    /**
     * The bucket of the settings.
     *
     * @param prefix of the settings' names, such as {@code temoin.recording.vault.s3}
     * @throws IllegalStateException with a sentence, when a setting is missing or wrong
     */
    public static Bucket open(String prefix, ObjectStorageSettings settings) {
        requireSense(prefix + ".", settings);
        S3ClientBuilder builder =
                S3Client.builder()
                        .forcePathStyle(settings.pathStyle())
                        // From the environment, a file or the workload's identity; a file that
                        // changes is read again, so keys are rotated without a restart.
                        .credentialsProvider(
                                DefaultCredentialsProvider.builder()
                                        .profileFile(ProfileFileSupplier.defaultSupplier())
                                        .build())
                        // Not every storage knows the newer ones; ours are in the ciphertext.
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .addPlugin(LegacyMd5Plugin.create())
                        // At most three attempts, as the time limits reckon with.
                        .overrideConfiguration(all -> all.retryStrategy(RetryMode.STANDARD))
                        .httpClientBuilder(
                                ApacheHttpClient.builder()
                                        .maxConnections(settings.maxConnections())
                                        .connectionTimeout(CONNECTING)
                                        .connectionAcquisitionTimeout(settings.requestTimeout())
                                        .socketTimeout(settings.partTimeout())
                                        .tcpKeepAlive(true));
        settings.endpoint().ifPresent(builder::endpointOverride);
        settings.region()
                .or(() -> settings.endpoint().map(_ -> ELSEWHERE))
                .map(Region::of)
                .ifPresent(builder::region);
        try {
            return new Bucket(builder.build(), settings);
        } catch (SdkClientException unknown) {
            throw new IllegalStateException(
                    "Set " + prefix + ".region: " + unknown.getMessage(), unknown);
        }
    }

    private static void requireSense(String prefix, ObjectStorageSettings settings) {
        if (settings.bucket().isEmpty()) {
            throw new IllegalStateException(
                    prefix + "bucket must be set: the name of the bucket, which must exist.");
        }
        String encryption = settings.serverSideEncryption();
        if (!ENCRYPTIONS.contains(encryption)) {
            throw new IllegalStateException(
                    "%sserver-side-encryption must be none, AES256 or aws:kms, not %s."
                            .formatted(prefix, encryption));
        }
        if (settings.kmsKeyId().isPresent() && !encryption.equals("aws:kms")) {
            throw new IllegalStateException(
                    "%skms-key-id needs %<sserver-side-encryption=aws:kms.".formatted(prefix));
        }
    }
}
