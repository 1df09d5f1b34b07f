// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.audit.ConfiguredBuckets;
import io.temoin.audit.VerifierCommand;
import io.temoin.objectstorage.FaultyStorage;
import io.temoin.objectstorage.StorageServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The bucket that the service publishes its logs to: it has versions, and everybody may read it.
 */
final class PublishedLogs implements AutoCloseable {

    private static final String BUCKET = setting("bucket");
    private static final String FOLDER = setting("prefix") + "/";

    /** As docs/evidence.md tells operators to set it. */
    private static final String POLICY =
            """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",
              "Action": "s3:GetObject", "Resource": "arn:aws:s3:::%s/*"}]}\
            """
                    .formatted(BUCKET);

    private final S3Client operator = StorageServers.operator(StorageServers.versioned());

    /** The way from the service to the storage. */
    final FaultyStorage way =
            FaultyStorage.before(
                    StorageServers.versioned(), URI.create(setting("endpoint")).getPort());

    PublishedLogs() {
        operator.createBucket(create -> create.bucket(BUCKET));
        operator.putBucketPolicy(put -> put.bucket(BUCKET).policy(POLICY));
        StorageServers.keepVersions(operator, BUCKET);
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(ConfiguredBuckets.LOGS + name, String.class);
    }

    /** Where a stranger reads a log. */
    static String address(String log) {
        return StorageServers.versioned() + "/" + BUCKET + "/" + FOLDER + log;
    }

    /** Asks as a stranger does. */
    static HttpResponse<String> get(String log, String path) throws Exception {
        try (HttpClient stranger = HttpClient.newHttpClient()) {
            URI address = URI.create(address(log) + "/" + path);
            return stranger.send(
                    HttpRequest.newBuilder(address).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
        }
    }

    /** What there is of a log, also if only an older version of it or a marker. */
    List<String> names(String log) {
        String folder = FOLDER + log + "/";
        return StorageServers.versions(operator, BUCKET, folder)
                .map(name -> name.substring(folder.length()))
                .distinct()
                .sorted()
                .toList();
    }

    /** How often something was written there. */
    long versions(String log, String path) {
        String name = FOLDER + log + "/" + path;
        return StorageServers.versions(operator, BUCKET, name).filter(name::equals).count();
    }

    /** Puts something there, as whoever may write to the bucket can. */
    void put(String log, String path, String content) {
        put(log, path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with bytes. */
    void put(String log, String path, byte[] content) {
        operator.putObject(
                put -> put.bucket(BUCKET).key(FOLDER + log + "/" + path),
                RequestBody.fromBytes(content));
    }

    /** Removes something from there, as whoever may write to the bucket can. */
    void remove(String log, String path) {
        operator.deleteObject(delete -> delete.bucket(BUCKET).key(FOLDER + log + "/" + path));
    }

    /** Checks a log there with the verifier. */
    static String fsck(String log, Path policy) throws IOException, InterruptedException {
        return VerifierCommand.fsck(address(log), policy);
    }

    @Override
    public void close() {
        way.close();
        operator.close();
    }
}
