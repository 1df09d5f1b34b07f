// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import io.temoin.platform.FreePorts;
import io.temoin.platform.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The bucket in which recording-service keeps its audio, on an S3 server of its own, with what an
 * operator does to it: copies of all objects are made and brought back through the API of S3, as a
 * tool that synchronises buckets does.
 */
public final class AudioBucket implements AutoCloseable {

    private static final String NAME = "audio";
    private static final String REGION = Region.US_EAST_1.id();

    private final S3Server server;
    private final Path objects;
    private final S3Client operator;

    private AudioBucket(S3Server server) {
        this.server = server;
        this.objects = server.createBucket(NAME);
        this.operator =
                S3Client.builder()
                        .endpointOverride(server.endpoint())
                        .region(Region.of(REGION))
                        .forcePathStyle(true)
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(
                                                S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build();
    }

    /**
     * Starts the server, with an empty bucket.
     *
     * @param folder of the server's data and its log
     */
    public static AudioBucket start(Path folder) {
        return new AudioBucket(
                S3Server.start(
                        folder.resolve("server"), FreePorts.any(), folder.resolve("server.log")));
    }

    /** The environment with which recording-service, and temoin-admin for it, use the bucket. */
    public Map<String, String> settings() {
        return Map.of(
                "TEMOIN_RECORDING_VAULT_STORE",
                "s3",
                "TEMOIN_RECORDING_VAULT_S3_BUCKET",
                NAME,
                "TEMOIN_RECORDING_VAULT_S3_ENDPOINT",
                server.endpoint().toString(),
                "TEMOIN_RECORDING_VAULT_S3_PATH_STYLE",
                "true",
                "AWS_ACCESS_KEY_ID",
                S3Server.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                S3Server.SECRET_KEY,
                "AWS_REGION",
                REGION);
    }

    /** The names of its objects. */
    public List<String> names() {
        return operator.listObjectsV2Paginator(list -> list.bucket(NAME)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** Whether an object of the recording is there. */
    public boolean hasObjectOf(String recording) {
        return names().stream().anyMatch(name -> name.contains(recording));
    }

    /**
     * Copies every object into a folder.
     *
     * @return how many bytes they have
     */
    long copyTo(Path folder) {
        var bytes = 0L;
        for (var name : names()) {
            try {
                var file = folder.resolve(name);
                Files.createDirectories(file.getParent());
                bytes +=
                        operator.getObject(get -> get.bucket(NAME).key(name), file).contentLength();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return bytes;
    }

    /** The server dies and its disk with it. What comes up in its place has an empty bucket. */
    void lose() {
        server.kill();
        try (var paths = Files.walk(objects)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.restart();
        server.createBucket(NAME);
    }

    /** Brings back the objects that {@link #copyTo} has copied. */
    void putBack(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                operator.putObject(
                        put -> put.bucket(NAME).key(folder.relativize(file).toString()), file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        operator.close();
        server.close();
    }
}
