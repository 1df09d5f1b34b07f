// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.awaitility.Awaitility.await;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.platform.FreePorts;
import io.temoin.platform.MotoServer;
import io.temoin.platform.S3Server;
import io.temoin.recording.RecordingConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Buckets of a real S3 server, which starts once per test JVM and ends with it. The stores under
 * test find its credentials where a service finds them: here, in system properties.
 */
public final class Buckets {

    static final String INCOMPLETE = " (incomplete)";

    private static final Path FOLDER =
            Path.of("target/components/s3-" + ProcessHandle.current().pid()).toAbsolutePath();

    private Buckets() {}

    /** Told to class loaders of one JVM, since each application of it has its own. */
    private static final String RUNNING = "temoin.test.s3";

    static {
        System.setProperty("aws.accessKeyId", S3Server.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", S3Server.SECRET_KEY);
    }

    /** A server whose buckets can have versions. */
    private static final class Versioned {

        static final URI ENDPOINT = start();

        private static URI start() {
            MotoServer server = MotoServer.start(FOLDER.resolve("moto.log"));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server.address();
        }
    }

    /** Where the server of this JVM answers. */
    public static synchronized URI endpoint() {
        String running = System.getProperty(RUNNING);
        if (running != null) {
            return URI.create(running);
        }
        S3Server server =
                S3Server.start(FOLDER.resolve("plain"), FreePorts.any(), FOLDER.resolve("s3.log"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(server)));
        System.setProperty(RUNNING, server.endpoint().toString());
        return server.endpoint();
    }

    private static void remove(S3Server server) {
        server.kill();
        try (Stream<Path> all = Files.walk(FOLDER)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where the one with versions answers. */
    static URI versionedEndpoint() {
        return Versioned.ENDPOINT;
    }

    /** A client that sees everything, as the operator does. */
    public static S3Client operator(URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(
                                        S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    /** A new bucket. */
    public static String create(S3Client operator) {
        String bucket = "audio-" + UUID.randomUUID();
        operator.createBucket(create -> create.bucket(bucket));
        return bucket;
    }

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

    /** Waits until both full parts of an incomplete upload have arrived. */
    static void awaitParts(S3Client operator, String bucket, String incomplete) {
        String key = incomplete.replace(INCOMPLETE, "");
        String upload =
                operator.listMultipartUploads(list -> list.bucket(bucket)).uploads().stream()
                        .filter(one -> one.key().equals(key))
                        .findFirst()
                        .orElseThrow()
                        .uploadId();
        await().ignoreExceptions()
                .until(
                        () ->
                                operator.listParts(
                                                list ->
                                                        list.bucket(bucket)
                                                                .key(key)
                                                                .uploadId(upload))
                                        .parts(),
                        parts -> parts.size() == 2);
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
