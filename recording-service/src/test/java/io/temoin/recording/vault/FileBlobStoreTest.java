// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

    @Override
    void awaitArrival(String draft) {
        assertThat(Path.of(draft)).isNotEmptyFile();
    }
}
