// SPDX-License-Identifier: Apache-2.0
package io.temoin.objectstorage;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What an object storage's refusals mean to a service; its own words go to the log only. */
final class StorageFailures {

    private static final int NOT_FOUND = 404;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int INSUFFICIENT_STORAGE = 507;

    /** Of MinIO, Ceph and S3 on Outposts; AWS itself is never full. */
    private static final Set<String> FULL =
            Set.of(
                    "QuotaExceeded",
                    "InsufficientCapacity",
                    "XMinioStorageFull",
                    "XMinioAdminBucketQuotaExceeded");

    /** A bucket that is not there is a mistake in the settings, not audio that is missing. */
    private static final Set<String> NO_SUCH_OBJECT = Set.of("NoSuchKey", "NoSuchVersion");

    private StorageFailures() {}

    /**
     * Carries out one request.
     *
     * @param name of the object, for the log
     * @throws NoSuchFileException when the object does not exist
     */
    static <T> T translate(String what, String name, Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (S3Exception refused) {
            if (isMissing(refused)) {
                throw missing(name, refused);
            }
            throw refusal(what, name, refused);
        } catch (SdkException unanswered) {
            throw new StorageUnavailable(
                    "the object storage did not answer when it was to %s %s: %s"
                            .formatted(what, name, unanswered.getMessage()),
                    unanswered);
        }
    }

    /** The failure for a request that the storage refused. */
    static RuntimeException refusal(String what, String name, S3Exception refused) {
        if (refused.statusCode() == INSUFFICIENT_STORAGE || FULL.contains(codeOf(refused))) {
            return new StorageFull(refused);
        }
        return new StorageUnavailable(
                "the object storage refused to %s %s: %s"
                        .formatted(what, name, refused.getMessage()),
                refused);
    }

    static boolean isMissing(S3Exception refused) {
        // The answer to a HEAD request has no body, so no code.
        return refused.statusCode() == NOT_FOUND
                && (NO_SUCH_OBJECT.contains(codeOf(refused)) || codeOf(refused).isEmpty());
    }

    static boolean isEmptyObject(S3Exception refused) {
        return refused.statusCode() == RANGE_NOT_SATISFIABLE;
    }

    static boolean isUnknownOperation(S3Exception refused) {
        return refused.statusCode() == NOT_IMPLEMENTED;
    }

    static boolean isUnknownUpload(S3Exception refused) {
        return "NoSuchUpload".equals(codeOf(refused));
    }

    private static NoSuchFileException missing(String name, S3Exception refused) {
        NoSuchFileException missing = new NoSuchFileException(name);
        missing.initCause(refused);
        return missing;
    }

    private static String codeOf(S3Exception refused) {
        String code =
                refused.awsErrorDetails() == null ? null : refused.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }
}
