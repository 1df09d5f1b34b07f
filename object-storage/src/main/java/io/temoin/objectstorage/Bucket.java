// SPDX-License-Identifier: Apache-2.0
package io.temoin.objectstorage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The bucket: one method for each thing that is asked of it. Every request has a time limit, is
 * repeated at most twice, and fails with what {@link StorageFailures} makes of the answer. Safe for
 * concurrent use.
 */
public final class Bucket implements AutoCloseable {

    private static final int ATTEMPTS = 3;

    /** How long requests may take: short ones, and those that carry much. */
    record Limits(
            Consumer<AwsRequestOverrideConfiguration.Builder> brief,
            Consumer<AwsRequestOverrideConfiguration.Builder> patient) {}

    private final S3Client client;
    private final String name;
    private final @Nullable String encryption;
    private final @Nullable String kmsKey;
    private final Consumer<AwsRequestOverrideConfiguration.Builder> brief;
    private final Consumer<AwsRequestOverrideConfiguration.Builder> patient;
    private final MultipartUploads uploads;
    private final ObjectListing listing;
    private final ObjectRemoval removal;

    /**
     * @param client closed with this
     */
    Bucket(S3Client client, ObjectStorageSettings settings) {
        this.client = client;
        this.name = settings.bucket().orElseThrow();
        String wanted = settings.serverSideEncryption();
        this.encryption = wanted.equals("none") ? null : wanted;
        this.kmsKey = settings.kmsKeyId().orElse(null);
        this.brief = within(settings.requestTimeout());
        this.patient = within(settings.partTimeout());
        this.listing = new ObjectListing(client, name, brief);
        this.removal = new ObjectRemoval(client, name, brief, listing);
        this.uploads =
                new MultipartUploads(client, name, encryption, kmsKey, new Limits(brief, patient));
    }

    /** Its objects that are stored in parts. */
    public MultipartUploads uploads() {
        return uploads;
    }

    private static Consumer<AwsRequestOverrideConfiguration.Builder> within(Duration attempt) {
        return limits ->
                limits.apiCallAttemptTimeout(attempt)
                        .apiCallTimeout(attempt.multipliedBy(ATTEMPTS));
    }

    /**
     * Stores an object whole: it is there when this returns, or it is not there at all.
     *
     * @param content read anew for each attempt
     */
    public void put(String key, long length, ContentStreamProvider content, ObjectHeaders headers)
            throws IOException {
        StorageFailures.translate(
                "store",
                key,
                () ->
                        client.putObject(
                                put ->
                                        put.bucket(name)
                                                .key(key)
                                                .contentType(headers.contentType())
                                                .cacheControl(headers.cacheControl())
                                                .serverSideEncryption(encryption)
                                                .ssekmsKeyId(kmsKey)
                                                .overrideConfiguration(patient),
                                RequestBody.fromContentProvider(
                                        content, length, headers.contentType())));
    }

    /** The same with all of the content in memory. */
    public void put(String key, byte[] content, ObjectHeaders headers) throws IOException {
        put(key, content.length, () -> new ByteArrayInputStream(content), headers);
    }

    /**
     * The size of an object in bytes.
     *
     * @throws NoSuchFileException when there is none
     */
    public long size(String key) throws IOException {
        return StorageFailures.translate(
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
    public Optional<ResponseInputStream<GetObjectResponse>> get(
            String key, long first, long last, @Nullable String tag) throws IOException {
        return StorageFailures.translate("read", key, () -> opened(key, first, last, tag));
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
            if (StorageFailures.isEmptyObject(refused)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /**
     * The content of an object that is small enough for memory.
     *
     * @return empty when there is no object
     */
    public Optional<byte[]> find(String key) throws IOException {
        try {
            return Optional.of(
                    StorageFailures.translate("read", key, () -> content(key)).asByteArray());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /**
     * The same of an object that may be anything, since others write to the bucket: so many of its
     * bytes at most.
     */
    public Optional<byte[]> find(String key, int most) throws IOException {
        try {
            Optional<ResponseInputStream<GetObjectResponse>> found = get(key, 0, most - 1L, null);
            if (found.isEmpty()) {
                return Optional.of(new byte[0]);
            }
            try (InputStream content = found.get()) {
                return Optional.of(content.readNBytes(most));
            }
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private ResponseBytes<GetObjectResponse> content(String key) {
        return client.getObject(
                get -> get.bucket(name).key(key).overrideConfiguration(brief),
                ResponseTransformer.toBytes());
    }

    /** The names that begin so, of objects, and of older versions and delete markers of objects. */
    public Set<String> names(String prefix) throws IOException {
        return StorageFailures.translate(
                "list",
                prefix,
                () -> {
                    Set<String> names = new HashSet<>();
                    ObjectListing.@Nullable Cursor next = null;
                    do {
                        ObjectListing.Page page = listing.page(prefix, next);
                        page.versions().forEach(one -> names.add(one.key()));
                        next = page.next();
                    } while (next != null);
                    return names;
                });
    }

    /** Removes the object with every version of it, and delete markers. Idempotent. */
    public void remove(String key) throws IOException {
        removeBelow(key, key::equals, () -> true);
    }

    /** The same for all objects whose names begin so. */
    public void removeBelow(String prefix) throws IOException {
        removeBelow(prefix, _ -> true, () -> true);
    }

    /**
     * The same for those of them whose whole name is meant, a thousand at a time.
     *
     * @param goOn asked in between; may fail
     * @return whether all are gone; if not, the next call goes on
     */
    public boolean removeBelow(String prefix, Predicate<String> meant, BooleanSupplier goOn)
            throws IOException {
        return StorageFailures.translate(
                "remove", prefix, () -> removal.remove(prefix, meant, goOn));
    }

    /** Names of everything below a prefix, with every version of it. */
    public ObjectListing listing() {
        return listing;
    }

    /** Returns when the bucket answers. */
    public void requireReachable() throws IOException {
        StorageFailures.translate(
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
                throw StorageFailures.refusal("show", "the bucket " + name, refused);
            }
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
