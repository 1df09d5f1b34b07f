// SPDX-License-Identifier: Apache-2.0
package io.temoin.objectstorage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.paginators.ListObjectVersionsIterable;
import software.amazon.awssdk.services.s3.paginators.ListObjectsV2Iterable;

/** What a bucket has, with every version of it where the storage has any. For several threads. */
public final class ObjectListing {

    private final S3Client client;
    private final String bucket;
    private final Consumer<AwsRequestOverrideConfiguration.Builder> limits;

    /** Some storage knows no versions; then there is nothing but the objects to be listed. */
    private volatile boolean knowsVersions = true;

    ObjectListing(
            S3Client client,
            String bucket,
            Consumer<AwsRequestOverrideConfiguration.Builder> limits) {
        this.client = client;
        this.bucket = bucket;
        this.limits = limits;
    }

    /**
     * Something that can be deleted.
     *
     * @param id {@code null} where there are no versions
     */
    record Version(String key, @Nullable String id) {}

    /**
     * Where a page ends.
     *
     * @param key the last, or what else the storage calls it
     * @param version {@code null} where there are no versions
     */
    record Cursor(String key, @Nullable String version) {}

    /**
     * Some of what there is, a thousand at most.
     *
     * @param next where the next page begins; {@code null} after the last
     */
    record Page(List<Version> versions, @Nullable Cursor next) {}

    /**
     * An object, or a version of it that another has replaced or hidden.
     *
     * @param current whether it is what a reader gets
     */
    public record Stored(String key, long size, boolean current) {}

    /** Is given one object after the other. */
    @FunctionalInterface
    public interface Visitor {
        /** Visits the next. */
        void visit(Stored object) throws IOException;
    }

    /** Every object whose name begins so, and every version of it, read page by page. */
    public void each(String prefix, Visitor visitor) throws IOException {
        Iterator<Stored> all = StorageFailures.translate("list", prefix, () -> stored(prefix));
        while (StorageFailures.translate("list", prefix, all::hasNext)) {
            visitor.visit(all.next());
        }
    }

    private Iterator<Stored> stored(String prefix) {
        Iterator<Stored> versions =
                ifVersionsAreKnown(
                        () ->
                                // asks for the first page at once
                                pagesOfVersions(prefix).versions().stream()
                                        .map(
                                                one ->
                                                        new Stored(
                                                                one.key(),
                                                                one.size(),
                                                                one.isLatest()))
                                        .iterator());
        return versions != null
                ? versions
                : pagesOfObjects(prefix).contents().stream()
                        .map(one -> new Stored(one.key(), one.size(), true))
                        .iterator();
    }

    /**
     * Versions and delete markers.
     *
     * @param after {@code null} for the first page
     */
    Page page(String prefix, @Nullable Cursor after) {
        Page versions = ifVersionsAreKnown(() -> versions(prefix, after));
        return versions != null ? versions : objects(prefix, after);
    }

    private Page versions(String prefix, @Nullable Cursor after) {
        ListObjectVersionsResponse page =
                client.listObjectVersions(
                        list ->
                                list.bucket(bucket)
                                        .prefix(prefix)
                                        .keyMarker(after == null ? null : after.key())
                                        .versionIdMarker(after == null ? null : after.version())
                                        .overrideConfiguration(limits));
        List<Version> all = new ArrayList<>();
        page.versions().forEach(one -> all.add(new Version(one.key(), one.versionId())));
        page.deleteMarkers().forEach(one -> all.add(new Version(one.key(), one.versionId())));
        return new Page(
                all,
                Boolean.TRUE.equals(page.isTruncated())
                        ? new Cursor(page.nextKeyMarker(), page.nextVersionIdMarker())
                        : null);
    }

    private Page objects(String prefix, @Nullable Cursor after) {
        ListObjectsV2Response page =
                client.listObjectsV2(
                        list ->
                                list.bucket(bucket)
                                        .prefix(prefix)
                                        .continuationToken(after == null ? null : after.key())
                                        .overrideConfiguration(limits));
        return new Page(
                page.contents().stream().map(one -> new Version(one.key(), null)).toList(),
                Boolean.TRUE.equals(page.isTruncated())
                        ? new Cursor(page.nextContinuationToken(), null)
                        : null);
    }

    /** A storage that knows no versions refuses to list them, and gets null here. */
    private <T> @Nullable T ifVersionsAreKnown(Supplier<T> listing) {
        if (!knowsVersions) {
            return null;
        }
        try {
            return listing.get();
        } catch (S3Exception refused) {
            if (!StorageFailures.isUnknownOperation(refused)) {
                throw refused;
            }
            knowsVersions = false;
            return null;
        }
    }

    private ListObjectVersionsIterable pagesOfVersions(String prefix) {
        return client.listObjectVersionsPaginator(
                list -> list.bucket(bucket).prefix(prefix).overrideConfiguration(limits));
    }

    private ListObjectsV2Iterable pagesOfObjects(String prefix) {
        return client.listObjectsV2Paginator(
                list -> list.bucket(bucket).prefix(prefix).overrideConfiguration(limits));
    }
}
