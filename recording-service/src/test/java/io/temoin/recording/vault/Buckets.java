// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.awaitility.Awaitility.await;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.recording.RecordingConfig;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Part;

/** Buckets of real S3 servers, as recording-service uses them. */
final class Buckets {

    static final String INCOMPLETE = " (incomplete)";

    private Buckets() {}

    /**
     * The names in a bucket: objects, and uploads that are not complete.
     *
     * @param folder without it, this server shows the files it keeps incomplete uploads in
     */
    static List<String> names(S3Client operator, String bucket, String folder) {
        return Stream.concat(
                        operator
                                .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(folder))
                                .contents()
                                .stream()
                                .map(object -> object.key()),
                        operator
                                .listMultipartUploads(list -> list.bucket(bucket))
                                .uploads()
                                .stream()
                                .map(upload -> upload.key() + INCOMPLETE))
                .toList();
    }

    /**
     * Waits until both full parts of an incomplete upload have arrived. While one is being written,
     * the server may not list the upload.
     */
    static void awaitParts(S3Client operator, String bucket, String incomplete) {
        String key = incomplete.replace(INCOMPLETE, "");
        await().ignoreExceptions()
                .until(() -> parts(operator, bucket, key), parts -> parts.size() == 2);
    }

    private static List<Part> parts(S3Client operator, String bucket, String key) {
        String upload =
                operator.listMultipartUploads(list -> list.bucket(bucket)).uploads().stream()
                        .filter(one -> one.key().equals(key))
                        .findFirst()
                        .orElseThrow()
                        .uploadId();
        return operator.listParts(list -> list.bucket(bucket).key(key).uploadId(upload)).parts();
    }

    /** The store of a service with these settings. */
    static S3BlobStore store(URI endpoint, String bucket, Map<String, String> more) {
        return BlobStores.bucket(settings(endpoint, bucket, more));
    }

    /** The settings of a service, as it reads them. */
    static RecordingConfig settings(URI endpoint, String bucket, Map<String, String> more) {
        Map<String, String> all = new HashMap<>();
        all.put("temoin.recording.receipt.jwks-url", "http://localhost/unused");
        all.put("temoin.recording.vault.store", "s3");
        all.put("temoin.recording.vault.s3.endpoint", endpoint.toString());
        all.put("temoin.recording.vault.s3.path-style", "true");
        all.put("temoin.recording.vault.s3.bucket", bucket);
        all.put("temoin.recording.vault.s3.part-bytes", "" + S3BlobStore.SMALLEST_PART);
        all.putAll(more);
        return settings(all);
    }

    /** Settings alone. */
    static RecordingConfig settings(Map<String, String> all) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(RecordingConfig.class)
                .withDefaultValues(all)
                .build()
                .getConfigMapping(RecordingConfig.class);
    }
}
