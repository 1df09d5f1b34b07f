// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest extends BlobStoreContract {

    @TempDir Path directory;

    @Override
    BlobStore store() {
        return new FileBlobStore(directory);
    }

    @Override
    List<String> names() {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** There may be millions, and temoin-admin must be able to list them all. */
    @Test
    void keepsNothingOfWhatItLists() throws IOException {
        // Given
        for (int shard = 0; shard < 3; shard++) {
            Path folder = Files.createDirectories(directory.resolve("helios").resolve("0" + shard));
            for (int i = 0; i < 500; i++) {
                Files.createFile(folder.resolve(new UUID(shard, i) + "." + "0".repeat(64) + ".v1"));
            }
        }
        List<WeakReference<UUID>> listed = new ArrayList<>();
        List<Long> kept = new ArrayList<>();

        // When
        store().list(
                        audio -> {
                            listed.add(new WeakReference<>(audio.recording()));
                            if (listed.size() % 500 == 0) {
                                System.gc();
                                kept.add(listed.stream().filter(one -> one.get() != null).count());
                            }
                        });

        // Then
        assertThat(listed).hasSize(1_500);
        assertThat(kept)
                .as("the one at hand each time, and what the walk still holds of it")
                .hasSize(3)
                .allMatch(count -> count <= 2);
    }

    @Override
    void awaitArrival(String draft) {
        assertThat(Path.of(draft)).isNotEmptyFile();
    }
}
