// SPDX-License-Identifier: Apache-2.0
package io.temoin.objectstorage;

import io.temoin.objectstorage.Bucket.Limits;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects of a bucket that are stored in parts. Safe for concurrent use. */
public final class MultipartUploads {

    private final S3Client client;
    private final String name;
    private final @Nullable String encryption;
    private final @Nullable String kmsKey;
    private final Limits limits;

    MultipartUploads(
            S3Client client,
            String name,
            @Nullable String encryption,
            @Nullable String kmsKey,
            Limits limits) {
        this.client = client;
        this.name = name;
        this.encryption = encryption;
        this.kmsKey = kmsKey;
        this.limits = limits;
    }

    /** Begins an object that comes in parts, and returns the id of its upload. */
    public String begin(String key) throws IOException {
        return StorageFailures.translate(
                "begin",
                key,
                () ->
                        client.createMultipartUpload(
                                        create ->
                                                create.bucket(name)
                                                        .key(key)
                                                        .contentType(
                                                                ObjectHeaders.BYTES.contentType())
                                                        .serverSideEncryption(encryption)
                                                        .ssekmsKeyId(kmsKey)
                                                        .overrideConfiguration(limits.brief()))
                                .uploadId());
    }

    /**
     * Stores one part; parts are numbered from 1.
     *
     * @param content read anew for each attempt
     */
    public CompletedPart part(
            String key, String upload, int number, int length, ContentStreamProvider content)
            throws IOException {
        String tag =
                StorageFailures.translate(
                        "store a part of",
                        key,
                        () ->
                                client.uploadPart(
                                                part ->
                                                        part.bucket(name)
                                                                .key(key)
                                                                .uploadId(upload)
                                                                .partNumber(number)
                                                                .overrideConfiguration(
                                                                        limits.patient()),
                                                RequestBody.fromContentProvider(
                                                        content,
                                                        length,
                                                        ObjectHeaders.BYTES.contentType()))
                                        .eTag());
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    /** Makes the object of its parts. */
    public void complete(String key, String upload, List<CompletedPart> parts) throws IOException {
        StorageFailures.translate("complete", key, () -> completed(key, upload, parts));
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
                                    .overrideConfiguration(limits.patient()));
            return true;
        } catch (S3Exception refused) {
            if (StorageFailures.isUnknownUpload(refused)) {
                return false;
            }
            throw refused;
        }
    }

    /** Removes the parts of an object that was not completed. Idempotent. */
    public void abort(String key, String upload) throws IOException {
        StorageFailures.translate("abort", key, () -> aborted(key, upload));
    }

    private boolean aborted(String key, String upload) {
        try {
            client.abortMultipartUpload(
                    abort ->
                            abort.bucket(name)
                                    .key(key)
                                    .uploadId(upload)
                                    .overrideConfiguration(limits.brief()));
            return true;
        } catch (S3Exception refused) {
            if (StorageFailures.isUnknownUpload(refused) || StorageFailures.isMissing(refused)) {
                return false;
            }
            throw refused;
        }
    }

    /**
     * An object that comes in parts and is not complete.
     *
     * @param touched when it was begun, or its last part came
     */
    public record Unfinished(String key, String upload, Instant touched) {}

    /** What was begun before a moment, with names that begin so. */
    public List<Unfinished> unfinished(String prefix, Instant begunBefore) throws IOException {
        return StorageFailures.translate(
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
                        list -> list.bucket(name).overrideConfiguration(limits.brief()))
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
                                                    .overrideConfiguration(limits.brief()))
                            .parts()
                            .stream()
                            .map(Part::lastModified)
                            .max(Comparator.naturalOrder())
                            .orElse(upload.initiated());
            return Stream.of(new Unfinished(upload.key(), upload.uploadId(), last));
        } catch (S3Exception refused) {
            if (StorageFailures.isUnknownUpload(refused)) {
                return Stream.empty(); // it was completed or aborted since
            }
            throw refused;
        }
    }
}
