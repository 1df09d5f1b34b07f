// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.objectstorage.StorageServers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** The same in a bucket that keeps every version: none of them may stay. */
class VersionedBucketTest extends BlobStoreContract {

    private final S3Client operator = StorageServers.operator(StorageServers.versioned());
    private final String bucket = StorageServers.create(operator);
    private S3BlobStore store;

    @BeforeEach
    void open() {
        StorageServers.keepVersions(operator, bucket);
        store = Buckets.store(StorageServers.versioned(), bucket, Map.of());
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

    /** With what a delete hides, and the markers that hide it. */
    @Override
    List<String> names() {
        var versions = operator.listObjectVersions(list -> list.bucket(bucket));
        return Stream.of(
                        versions.versions().stream().map(one -> one.key()),
                        versions.deleteMarkers().stream().map(one -> one.key() + " (marker)"),
                        operator
                                .listMultipartUploads(list -> list.bucket(bucket))
                                .uploads()
                                .stream()
                                .map(upload -> upload.key() + Buckets.INCOMPLETE))
                .flatMap(names -> names)
                .toList();
    }

    @Test
    void leavesNoVersionAndNoMarker() throws IOException {
        // Given
        keep(HELIOS, RECORDING, SHA, bytes(10, 1));
        keep(HELIOS, RECORDING, SHA, bytes(10, 2));
        operator.deleteObject(
                delete -> delete.bucket(bucket).key(nameOf(HELIOS.value(), RECORDING + "." + SHA)));
        assertThat(names()).hasSize(3);

        // When
        store.destroy(HELIOS, RECORDING);

        // Then
        assertThat(names()).isEmpty();
    }

    /** An operator's delete hides it: nobody can open it, and it is there. */
    @Test
    void namesWhatADeleteHides() throws IOException {
        // Given
        keep(HELIOS, RECORDING, SHA, bytes(10, 3));
        operator.deleteObject(
                delete -> delete.bucket(bucket).key(nameOf(HELIOS.value(), RECORDING + "." + SHA)));
        List<StoredAudio> named = new ArrayList<>();

        // When
        store.list(named::add);

        // Then
        assertThat(named).containsExactly(new StoredAudio(HELIOS, RECORDING, null));
    }

    private static String nameOf(String tenant, String name) {
        return tenant + "/01/" + name + ".v1";
    }

    @Override
    void awaitArrival(String draft) {
        Buckets.awaitParts(operator, bucket, draft);
    }
}
