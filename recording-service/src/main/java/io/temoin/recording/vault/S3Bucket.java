// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.recording.RecordingConfig;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The bucket: one method for each thing that is asked of it. Every request has a time limit, is
 * repeated at most twice, and fails with what {@link S3Failures} makes of the answer. Safe for
 * concurrent use.
 */
final class S3Bucket implements AutoCloseable {

    private static final int ATTEMPTS = 3;
    private static final String TYPE = "application/octet-stream";

    private final S3Client client;
    private final String name;
    private final @Nullable String encryption;
    private final @Nullable String kmsKey;
    private final Consumer<AwsRequestOverrideConfiguration.Builder> brief;
    private final Consumer<AwsRequestOverrideConfiguration.Builder> patient;

    private final S3Listing listing;

    /**
     * @param client closed with this
     */
    S3Bucket(S3Client client, RecordingConfig.S3 settings) {
        this.client = client;
        this.name = settings.bucket().orElseThrow();
        String wanted = settings.serverSideEncryption();
        this.encryption = wanted.equals("none") ? null : wanted;
        this.kmsKey = settings.kmsKeyId().orElse(null);
        this.brief = within(settings.requestTimeout());
        this.patient = within(settings.partTimeout());
        this.listing = new S3Listing(client, name, brief);
    }

    private static Consumer<AwsRequestOverrideConfiguration.Builder> within(Duration attempt) {
        return limits ->
                limits.apiCallAttemptTimeout(attempt)
                        .apiCallTimeout(attempt.multipliedBy(ATTEMPTS));
    }

    /**
     * Stores an object whole.
     *
     * @param content read anew for each attempt
     */
    void put(String key, int length, ContentStreamProvider content) throws IOException {
        S3Failures.translate(
                "store",
                key,
                () ->
                        client.putObject(
                                put ->
                                        put.bucket(name)
                                                .key(key)
                                                .contentType(TYPE)
                                                .serverSideEncryption(encryption)
                                                .ssekmsKeyId(kmsKey)
                                                .overrideConfiguration(patient),
                                RequestBody.fromContentProvider(content, length, TYPE)));
    }

    /** Begins an object that comes in parts, and returns the id of its upload. */
    String begin(String key) throws IOException {
        return S3Failures.translate(
                "begin",
                key,
                () ->
                        client.createMultipartUpload(
                                        create ->
                                                create.bucket(name)
                                                        .key(key)
                                                        .contentType(TYPE)
                                                        .serverSideEncryption(encryption)
                                                        .ssekmsKeyId(kmsKey)
                                                        .overrideConfiguration(brief))
                                .uploadId());
    }

    /**
     * Stores one part; parts are numbered from 1.
     *
     * @param content read anew for each attempt
     */
    CompletedPart part(
            String key, String upload, int number, int length, ContentStreamProvider content)
            throws IOException {
        String tag =
                S3Failures.translate(
                        "store a part of",
                        key,
                        () ->
                                client.uploadPart(
                                                part ->
                                                        part.bucket(name)
                                                                .key(key)
                                                                .uploadId(upload)
                                                                .partNumber(number)
                                                                .overrideConfiguration(patient),
                                                RequestBody.fromContentProvider(
                                                        content, length, TYPE))
                                        .eTag());
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    /** Makes the object of its parts. */
    void complete(String key, String upload, List<CompletedPart> parts) throws IOException {
        S3Failures.translate("complete", key, () -> completed(key, upload, parts));
    }

    /** Repeated after a lost answer, the request finds no upload any more; its size then tells. */
    private boolean completed(String key, String upload, List<CompletedPart> parts) {
        try {
            client.completeMultipartUpload(
                    complete ->
                            complete.bucket(name)
                                    .key(key)
                                    .uploadId(upload)
                                    .multipartUpload(whole -> whole.parts(parts))
                                    .overrideConfiguration(patient));
            return true;
        } catch (S3Exception refused) {
            if (S3Failures.isUnknownUpload(refused)) {
                return false;
            }
            throw refused;
        }
    }

    /** Removes the parts of an object that was not completed. Idempotent. */
    void abort(String key, String upload) throws IOException {
        S3Failures.translate("abort", key, () -> aborted(key, upload));
    }

    private boolean aborted(String key, String upload) {
        try {
            client.abortMultipartUpload(
                    abort ->
                            abort.bucket(name)
                                    .key(key)
                                    .uploadId(upload)
                                    .overrideConfiguration(brief));
            return true;
        } catch (S3Exception refused) {
            if (S3Failures.isUnknownUpload(refused) || S3Failures.isMissing(refused)) {
                return false;
            }
            throw refused;
        }
    }

    /**
     * The size of an object in bytes.
     *
     * @throws NoSuchFileException when there is none
     */
    long size(String key) throws IOException {
        return S3Failures.translate(
                "show",
                key,
                () ->
                        client.headObject(
                                        head ->
                                                head.bucket(name)
                                                        .key(key)
                                                        .overrideConfiguration(brief))
                                .contentLength());
    }

    /**
     * Reads bytes of an object, as many of them as there are.
     *
     * @param tag of the object that is meant; {@code null} for whichever is there
     * @return empty when there is no such byte
     * @throws NoSuchFileException when there is no object
     */
    Optional<ResponseInputStream<GetObjectResponse>> get(
            String key, long first, long last, @Nullable String tag) throws IOException {
        return S3Failures.translate("read", key, () -> opened(key, first, last, tag));
    }

    private Optional<ResponseInputStream<GetObjectResponse>> opened(
            String key, long first, long last, @Nullable String tag) {
        try {
            return Optional.of(
                    client.getObject(
                            get ->
                                    get.bucket(name)
                                            .key(key)
                                            .range("bytes=%d-%d".formatted(first, last))
                                            .ifMatch(tag)
                                            .overrideConfiguration(brief),
                            ResponseTransformer.toInputStream()));
        } catch (S3Exception refused) {
            if (S3Failures.isEmptyObject(refused)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Removes the object with every version of it, and delete markers. Idempotent. */
    void remove(String key) throws IOException {
        removeAll(key, key::equals);
    }

    /** The same for all objects whose names begin so. */
    void removeBelow(String prefix) throws IOException {
        removeAll(prefix, _ -> true);
    }

    private void removeAll(String prefix, Predicate<String> meant) throws IOException {
        S3Failures.translate(
                "remove",
                prefix,
                () -> {
                    listing.versions(prefix).stream()
                            .filter(version -> meant.test(version.key()))
                            .forEach(this::delete);
                    return prefix;
                });
    }

    private void delete(S3Listing.Version version) {
        client.deleteObject(
                delete ->
                        delete.bucket(name)
                                .key(version.key())
                                .versionId(version.id())
                                .overrideConfiguration(brief));
    }

    /** Names of everything below a prefix, with every version of it. */
    S3Listing listing() {
        return listing;
    }

    /**
     * An object that comes in parts and is not complete.
     *
     * @param touched when it was begun, or its last part came
     */
    record Unfinished(String key, String upload, Instant touched) {}

    /** What was begun before a moment, with names that begin so. */
    List<Unfinished> unfinished(String prefix, Instant begunBefore) throws IOException {
        return S3Failures.translate(
                "list unfinished uploads below",
                prefix,
                () ->
                        uploads().stream()
                                .filter(upload -> upload.key().startsWith(prefix))
                                .filter(upload -> upload.initiated().isBefore(begunBefore))
                                .flatMap(this::lastTouched)
                                .toList());
    }

    /** Without a prefix, which not every storage reads as one. */
    private List<MultipartUpload> uploads() {
        return client
                .listMultipartUploadsPaginator(
                        list -> list.bucket(name).overrideConfiguration(brief))
                .uploads()
                .stream()
                .toList();
    }

    private Stream<Unfinished> lastTouched(MultipartUpload upload) {
        try {
            Instant last =
                    client
                            .listPartsPaginator(
                                    list ->
                                            list.bucket(name)
                                                    .key(upload.key())
                                                    .uploadId(upload.uploadId())
                                                    .overrideConfiguration(brief))
                            .parts()
                            .stream()
                            .map(Part::lastModified)
                            .max(Comparator.naturalOrder())
                            .orElse(upload.initiated());
            return Stream.of(new Unfinished(upload.key(), upload.uploadId(), last));
        } catch (S3Exception refused) {
            if (S3Failures.isUnknownUpload(refused)) {
                return Stream.empty(); // it was completed or aborted since
            }
            throw refused;
        }
    }

    /** Returns when the bucket answers. */
    void requireReachable() throws IOException {
        S3Failures.translate(
                "show",
                "the bucket " + name,
                once(
                        () ->
                                client.headBucket(
                                        head -> head.bucket(name).overrideConfiguration(brief))));
    }

    /** The answer to a HEAD request has no body: a bucket that is missing looks like an object. */
    private <T> Supplier<T> once(Supplier<T> request) {
        return () -> {
            try {
                return request.get();
            } catch (S3Exception refused) {
                throw S3Failures.refusal("show", "the bucket " + name, refused);
            }
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
