// SPDX-License-Identifier: Apache-2.0
package io.temoin.objectstorage;

import io.temoin.platform.FreePorts;
import io.temoin.platform.MotoServer;
import io.temoin.platform.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/**
 * Real S3 servers, each of which starts once per test JVM, when it is first asked for, and ends
 * with it. The code under test finds their credentials where a service finds them: here, in system
 * properties.
 */
public final class StorageServers {

    private static final Path FOLDER =
            Path.of("target/components/s3-" + ProcessHandle.current().pid()).toAbsolutePath();

    /** Told to class loaders of one JVM, since each application of it has its own. */
    private static final String PLAIN = "temoin.test.s3";

    private static final String VERSIONED = "temoin.test.s3-with-versions";

    static {
        System.setProperty("aws.accessKeyId", S3Server.ACCESS_KEY);
        System.setProperty("aws.secretAccessKey", S3Server.SECRET_KEY);
    }

    private StorageServers() {}

    /** Where one answers that knows no versions and verifies signatures. */
    public static URI plain() {
        return running(PLAIN, StorageServers::startPlain);
    }

    /** Where one answers whose buckets can have versions and policies. */
    public static URI versioned() {
        return running(VERSIONED, StorageServers::startVersioned);
    }

    private static URI running(String property, Supplier<URI> start) {
        synchronized (System.class) { // the same for all class loaders
            String running = System.getProperty(property);
            if (running != null) {
                return URI.create(running);
            }
            URI address = start.get();
            System.setProperty(property, address.toString());
            return address;
        }
    }

    private static URI startPlain() {
        S3Server server =
                S3Server.start(FOLDER.resolve("plain"), FreePorts.any(), FOLDER.resolve("s3.log"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(server)));
        return server.endpoint();
    }

    private static URI startVersioned() {
        MotoServer server = MotoServer.start(FOLDER.resolve("moto.log"));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server.address();
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
        return create(operator, false);
    }

    /** The same whose objects may be locked or not: then it has versions. */
    public static String create(S3Client operator, boolean locking) {
        String bucket = "temoin-" + UUID.randomUUID();
        operator.createBucket(
                create -> create.bucket(bucket).objectLockEnabledForBucket(locking ? true : null));
        return bucket;
    }

    /** Has a bucket keep every version of its objects from now on. */
    public static void keepVersions(S3Client operator, String bucket) {
        operator.putBucketVersioning(
                put ->
                        put.bucket(bucket)
                                .versioningConfiguration(
                                        all -> all.status(BucketVersioningStatus.ENABLED)));
    }

    /** Every version of every object of a bucket, and every delete marker, by name. */
    public static Stream<String> versions(S3Client operator, String bucket, String prefix) {
        var all = operator.listObjectVersionsPaginator(list -> list.bucket(bucket).prefix(prefix));
        return all.stream()
                .flatMap(
                        page ->
                                Stream.concat(
                                        page.versions().stream().map(one -> one.key()),
                                        page.deleteMarkers().stream()
                                                .map(one -> one.key() + " (marker)")));
    }
}
