// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.objectstorage.FaultyStorage;
import io.temoin.objectstorage.StorageServers;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.recording.vault.PartBuffers.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PartBuffersTest {

    private static final int MEBIBYTE = 1024 * 1024;

    private final PartBuffers buffers = new PartBuffers(2 * MEBIBYTE, Duration.ofMillis(50));

    @Test
    void giveBackWhatTheyTookAsOftenAsItIsRead() throws IOException {
        // Given
        byte[] bytes = BlobStoreContract.bytes(MEBIBYTE + 5, 1);
        Part part = buffers.begin();

        // When
        ByteBuffer from = ByteBuffer.wrap(bytes);
        part.append(from, MEBIBYTE + 1);

        // Then
        assertThat(from.remaining()).isEqualTo(4);
        part.append(from, MEBIBYTE + 1);
        assertThat(from.remaining()).isEqualTo(4);
        part.append(from, 2 * MEBIBYTE);
        assertThat(part.length()).isEqualTo(bytes.length);
        assertThat(part.read().readAllBytes()).isEqualTo(bytes);
        assertThat(part.read().readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void refuseWhenTheyAreUsedUpAndServeAgainWhenSomeAreReleased() {
        // Given
        Part first = buffers.begin();
        first.append(ByteBuffer.allocate(2 * MEBIBYTE), 2 * MEBIBYTE);
        Part second = buffers.begin();

        // Then
        assertThatThrownBy(() -> second.append(ByteBuffer.allocate(1), MEBIBYTE))
                .isInstanceOf(StorageUnavailable.class)
                .hasMessageContaining("temoin.recording.vault.s3.buffer-bytes");

        // When
        first.release();
        first.release();

        // Then
        second.append(ByteBuffer.allocate(2 * MEBIBYTE), 2 * MEBIBYTE);
        assertThat(second.length()).isEqualTo(2 * MEBIBYTE);
        assertThatThrownBy(() -> first.append(ByteBuffer.allocate(1), MEBIBYTE))
                .isInstanceOf(StorageUnavailable.class);
    }

    @Test
    void areGivenBackByEveryUploadHoweverItEnds() throws Exception {
        // Given
        try (var operator = StorageServers.operator(StorageServers.plain());
                var storage = FaultyStorage.before(StorageServers.plain())) {
            var settings =
                    Buckets.settings(
                            storage.endpoint(),
                            StorageServers.create(operator),
                            java.util.Map.of(
                                    "temoin.recording.vault.s3.buffer-bytes",
                                    "1",
                                    "temoin.recording.vault.s3.request-timeout",
                                    "1s"));
            try (S3BlobStore store = BlobStores.bucket(settings)) {
                byte[] sealed = BlobStoreContract.bytes(S3BlobStore.SMALLEST_PART + 1_000, 2);

                // When
                for (int round = 0; round < 3; round++) {
                    storage.heal();
                    upload(store, sealed, true);
                    upload(store, sealed, false);
                    storage.answer(403, "AccessDenied");
                    assertThatThrownBy(() -> upload(store, sealed, true))
                            .hasMessageNotContaining("buffer-bytes");
                }
                storage.heal();

                // Then: what there is for one upload is there
                upload(store, sealed, true);
            }
        }
    }

    private static void upload(S3BlobStore store, byte[] sealed, boolean keep) throws IOException {
        try (BlobDraft draft = store.begin(BlobStoreContract.HELIOS, BlobStoreContract.RECORDING)) {
            BlobStoreContract.write(draft, sealed);
            if (keep) {
                draft.keep(BlobStoreContract.SHA);
            }
        }
    }
}
