// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static io.temoin.recording.vault.BlobStoreContract.HELIOS;
import static io.temoin.recording.vault.BlobStoreContract.OTHER;
import static io.temoin.recording.vault.BlobStoreContract.RECORDING;
import static io.temoin.recording.vault.BlobStoreContract.SHA;
import static io.temoin.recording.vault.BlobStoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.objectstorage.StorageServers;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * The storage is asked to encrypt whatever is stored, as the settings say: an object that is stored
 * whole, one that is stored in parts, and the small one that says where the parts are.
 */
class StorageEncryptionTest {

    private static final String SETTINGS = "temoin.recording.vault.s3.";
    private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/recordings";

    private final S3Client operator = StorageServers.operator(StorageServers.versioned());
    private final String bucket = StorageServers.create(operator);

    @AfterEach
    void close() {
        operator.close();
    }

    @Test
    void isThatOfTheStorage() throws IOException {
        keepShortAndLong(Map.of(SETTINGS + "server-side-encryption", "AES256"));

        assertThat(encryptions()).containsExactly("AES256", "AES256", "AES256 in parts");
    }

    @Test
    void isThatOfTheOperatorsKey() throws IOException {
        keepShortAndLong(
                Map.of(
                        SETTINGS + "server-side-encryption",
                        "aws:kms",
                        SETTINGS + "kms-key-id",
                        KEY));

        String expected = "aws:kms " + KEY;
        assertThat(encryptions()).containsExactly(expected, expected, expected + " in parts");
    }

    @Test
    void isTheBucketsOwnMatterWithoutASetting() throws IOException {
        keepShortAndLong(Map.of());

        assertThat(encryptions()).containsExactly("none", "none", "none in parts");
    }

    private void keepShortAndLong(Map<String, String> settings) throws IOException {
        try (S3BlobStore store = Buckets.store(StorageServers.versioned(), bucket, settings)) {
            keep(store, RECORDING, bytes(1_000, 30));
            keep(store, OTHER, bytes(S3BlobStore.SMALLEST_PART + 1_000, 31));
        }
    }

    private static void keep(S3BlobStore store, UUID recording, byte[] sealed) throws IOException {
        try (BlobDraft draft = store.begin(HELIOS, recording)) {
            BlobStoreContract.write(draft, sealed);
            draft.content().close();
            draft.keep(SHA);
        }
    }

    /** Of each object in the bucket. */
    private List<String> encryptions() {
        return operator.listObjectsV2(list -> list.bucket(bucket)).contents().stream()
                .map(object -> operator.headObject(h -> h.bucket(bucket).key(object.key())))
                .map(StorageEncryptionTest::encryption)
                .sorted()
                .toList();
    }

    private static String encryption(HeadObjectResponse object) {
        String key = object.ssekmsKeyId() == null ? "" : " " + object.ssekmsKeyId();
        String parts = object.eTag().endsWith("-2\"") ? " in parts" : "";
        String algorithm = object.serverSideEncryptionAsString();
        return (algorithm == null ? "none" : algorithm) + key + parts;
    }
}
