// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.objectstorage.StorageServers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.s3.S3Client;

class S3BlobStoreTest extends BlobStoreContract {

    private final S3Client operator = StorageServers.operator(StorageServers.plain());
    private final String bucket = StorageServers.create(operator);
    private S3BlobStore store;

    @BeforeEach
    void open() {
        store =
                Buckets.store(
                        StorageServers.plain(),
                        bucket,
                        Map.of(
                                "temoin.recording.vault.s3.prefix",
                                "/calls/2026/",
                                // Which this server does not know and passes over.
                                "temoin.recording.vault.s3.server-side-encryption",
                                "AES256"));
    }

    @AfterEach
    void close() {
        store.close();
        operator.close();
    }

    @Override
    BlobStore store() {
        return store;
    }

    @Override
    List<String> names() {
        return Buckets.names(operator, bucket, "calls/");
    }

    @Override
    void awaitArrival(String draft) {
        Buckets.awaitParts(operator, bucket, draft);
    }
}
