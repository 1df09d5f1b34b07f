// SPDX-License-Identifier: Apache-2.0
package io.temoin.objectstorage;

import io.temoin.objectstorage.ObjectListing.Page;
import io.temoin.objectstorage.ObjectListing.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Removes objects with every version of them, and delete markers, a page of the listing at a time:
 * memory and requests do not grow with what is there. For several threads.
 */
final class ObjectRemoval {

    private static final int FORBIDDEN = 403;

    /** An account that may delete nothing does not try it on everything. */
    private static final int MOST_REFUSED = 100;

    /** So few are worth no request of another kind, which not every storage knows. */
    private static final int ONE_BY_ONE = 10;

    private final S3Client client;
    private final String bucket;
    private final Consumer<AwsRequestOverrideConfiguration.Builder> limits;
    private final ObjectListing listing;

    /** Some storage deletes nothing but one object at a time. */
    private volatile boolean knowsMany = true;

    ObjectRemoval(
            S3Client client,
            String bucket,
            Consumer<AwsRequestOverrideConfiguration.Builder> limits,
            ObjectListing listing) {
        this.client = client;
        this.bucket = bucket;
        this.limits = limits;
        this.listing = listing;
    }

    /**
     * Removes what is meant. What may not be deleted, for an object lock, say, holds up nothing
     * else, and is told at the end.
     *
     * @param goOn asked after each page of which something went
     * @return whether all of it is gone; if not, the next call goes on, since what went is not
     *     listed any more
     */
    boolean remove(String prefix, Predicate<String> meant, BooleanSupplier goOn) {
        List<S3Exception> refused = new ArrayList<>();
        @Nullable Page page = listing.page(prefix, null);
        boolean inTime = true;
        while (page != null && inTime) {
            // Asked for before anything of this one goes: it begins after the last of this one.
            @Nullable Page following =
                    page.next() == null ? null : listing.page(prefix, page.next());
            List<Version> here =
                    page.versions().stream().filter(one -> meant.test(one.key())).toList();
            int refusedBefore = refused.size();
            remove(here, refused);
            if (refused.size() > MOST_REFUSED) {
                throw refused.getFirst();
            }
            inTime = refused.size() - refusedBefore == here.size() || goOn.getAsBoolean();
            page = following;
        }
        if (!refused.isEmpty()) {
            throw refused.getFirst();
        }
        return page == null;
    }

    private void remove(List<Version> versions, List<S3Exception> refused) {
        if (versions.size() > ONE_BY_ONE && knowsMany) {
            try {
                removeMany(versions, refused);
                return;
            } catch (S3Exception unknown) {
                if (!StorageFailures.isUnknownOperation(unknown)) {
                    throw unknown;
                }
                knowsMany = false;
            }
        }
        for (Version version : versions) {
            removeOne(version, refused);
        }
    }

    private void removeMany(List<Version> versions, List<S3Exception> refused) {
        List<ObjectIdentifier> names =
                versions.stream()
                        .map(one -> ObjectIdentifier.builder().key(one.key()).versionId(one.id()))
                        .map(ObjectIdentifier.Builder::build)
                        .toList();
        client.deleteObjects(
                        delete ->
                                delete.bucket(bucket)
                                        .delete(all -> all.objects(names).quiet(true))
                                        .overrideConfiguration(limits))
                .errors()
                .forEach(one -> refused.add(exception(one)));
    }

    /** As if that object had been asked for alone. */
    private static S3Exception exception(S3Error error) {
        return (S3Exception)
                S3Exception.builder()
                        .statusCode(FORBIDDEN)
                        .awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .serviceName("S3")
                                        .errorCode(error.code())
                                        .errorMessage(
                                                "%s: %s".formatted(error.key(), error.message()))
                                        .build())
                        .build();
    }

    private void removeOne(Version version, List<S3Exception> refused) {
        try {
            client.deleteObject(
                    delete ->
                            delete.bucket(bucket)
                                    .key(version.key())
                                    .versionId(version.id())
                                    .overrideConfiguration(limits));
        } catch (S3Exception refusal) {
            if (refusal.statusCode() != FORBIDDEN || refused.size() == MOST_REFUSED) {
                throw refusal;
            }
            refused.add(refusal);
        }
    }
}
