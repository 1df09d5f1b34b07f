// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.temoin.objectstorage.FaultyStorage;
import io.temoin.objectstorage.StorageServers;
import io.temoin.platform.FreePorts;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The bucket with versions that the service writes its exports to. */
public final class ExportBucket implements AutoCloseable {

    private static final String SETTINGS = "temoin.audit.export.";
    private static final String BUCKET = "temoin-exports";
    private static final String FOLDER = "files/";

    private final S3Client operator = StorageServers.operator(StorageServers.versioned());

    /** The way from the service to the storage. */
    final FaultyStorage way =
            FaultyStorage.before(
                    StorageServers.versioned(),
                    ConfigProvider.getConfig()
                            .getValue(SETTINGS + "s3.endpoint", URI.class)
                            .getPort());

    ExportBucket() {
        operator.createBucket(create -> create.bucket(BUCKET));
        StorageServers.keepVersions(operator, BUCKET);
    }

    /** The settings of a service that uses it, as an operator makes them. */
    public static Map<String, String> settings() {
        return Map.of(
                SETTINGS + "store", "s3",
                SETTINGS + "expiry-interval", "500ms",
                SETTINGS + "s3.bucket", BUCKET,
                SETTINGS + "s3.prefix", FOLDER,
                SETTINGS + "s3.endpoint", "http://127.0.0.1:" + FreePorts.any(),
                SETTINGS + "s3.path-style", "true",
                SETTINGS + "s3.server-side-encryption", "AES256");
    }

    /** What there is of an export, also if only an older version of it or a marker. */
    List<String> names(RequestedExport export) {
        return StorageServers.versions(operator, BUCKET, folder(export)).toList();
    }

    /** Replaces every chunk of an export by something else. */
    void alter(RequestedExport export) {
        for (String name : names(export)) {
            operator.putObject(
                    put -> put.bucket(BUCKET).key(name), RequestBody.fromString("something else"));
        }
    }

    /** Hides a chunk of an export behind a marker, as a careless operator does. */
    void hide(RequestedExport export) {
        String name = names(export).getFirst();
        operator.deleteObject(delete -> delete.bucket(BUCKET).key(name));
    }

    /** How the storage was told to encrypt a chunk. */
    String encryption(RequestedExport export) {
        String name = names(export).getFirst();
        return operator.headObject(head -> head.bucket(BUCKET).key(name))
                .serverSideEncryptionAsString();
    }

    /** Leaves what a writer leaves that died before its chunk was part of the file. */
    void leave(RequestedExport export, String id) {
        operator.putObject(
                put -> put.bucket(BUCKET).key(folder(export) + id + ".gz"),
                RequestBody.fromString("left"));
    }

    /** Leaves an object of an export that nobody knows any more. */
    void leave(ExportId export) {
        operator.putObject(
                put -> put.bucket(BUCKET).key(folder(export) + UUID.randomUUID() + ".gz"),
                RequestBody.fromString("left"));
    }

    /** Whether there is nothing of an export, not even an older version or a marker. */
    boolean isFreeOf(ExportId export) {
        return StorageServers.versions(operator, BUCKET, folder(export)).findAny().isEmpty();
    }

    private static String folder(RequestedExport export) {
        return FOLDER + export.space().tenant() + "/" + export.id() + "/";
    }

    private static String folder(ExportId export) {
        return FOLDER + export.tenant().value() + "/" + export.export() + "/";
    }

    @Override
    public void close() {
        way.close();
        operator.close();
    }
}
