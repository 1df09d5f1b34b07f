// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.objectstorage.FaultyStorage;
import io.temoin.objectstorage.StorageServers;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.transparency.tree.Tile;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;

/** What a large log that was pruned leaves in its bucket goes, a thousand objects at a time. */
class PrunedBucketTest {

    private static final String LOG = "0123456789abcdef0123456789abcdef";
    private static final List<Tile> EDGE = Tile.edge(300);

    @Test
    void goesByTheThousandAndGoesOnAfterABreak() throws IOException {
        try (Storage storage = new Storage(StorageServers.plain(), false)) {
            // Given
            EDGE.forEach(tile -> storage.put(tile.path()));
            storage.fill(2_500);

            // When
            boolean all = storage.logs.removePruned(LOG, EDGE, () -> false);

            // Then
            assertThat(all).isFalse();
            assertThat(storage.names()).hasSize(1_504);
            assertThat(storage.logs.removePruned(LOG, EDGE, () -> true)).isTrue();
            assertThat(storage.names()).hasSize(2);
            assertThat(storage.way.requests("POST")).isEqualTo(3);
            assertThat(storage.way.requests("DELETE")).isZero();
        }
    }

    @Test
    void whatIsLockedIsToldAndHoldsUpNothing() throws IOException {
        try (Storage storage = new Storage(StorageServers.versioned(), true)) {
            // Given
            storage.fill(20);
            storage.lock(7);

            // When
            assertThatThrownBy(() -> storage.logs.removePruned(LOG, EDGE, () -> true))
                    .isInstanceOf(StorageUnavailable.class)
                    .hasMessageContaining("entries/x00007: Access Denied");

            // Then
            assertThat(storage.names()).containsExactly(storage.name(7));
        }
    }

    @Test
    void aStorageThatDeletesOneAtATimeLosesThemAll() throws IOException {
        try (Storage storage = new Storage(StorageServers.plain(), false)) {
            // Given
            storage.fill(20);
            storage.way.answer("POST ", 501, "NotImplemented");

            // When
            boolean all = storage.logs.removePruned(LOG, EDGE, () -> true);

            // Then
            assertThat(all).isTrue();
            assertThat(storage.names()).isEmpty();
        }
    }

    private static final class Storage implements AutoCloseable {

        private final S3Client operator;
        private final String bucket;
        private final FaultyStorage way;
        private final LogBucket logs;

        Storage(URI server, boolean locking) {
            operator = StorageServers.operator(server);
            bucket = StorageServers.create(operator, locking);
            way = FaultyStorage.before(server);
            logs = LogBucket.of(PlainBucket.settings(bucket, way.endpoint()).log().publication());
        }

        void put(String path) {
            operator.putObject(
                    put -> put.bucket(bucket).key(LOG + "/" + path),
                    RequestBody.fromBytes(new byte[1]));
        }

        void fill(int objects) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                IntStream.range(0, objects)
                        .forEach(index -> threads.submit(() -> put(path(index))));
            }
            assertThat(names()).hasSizeGreaterThanOrEqualTo(objects);
        }

        private static String path(int index) {
            return "tile/entries/x%05d".formatted(index);
        }

        String name(int index) {
            return LOG + "/" + path(index);
        }

        void lock(int index) {
            operator.putObjectLegalHold(
                    put ->
                            put.bucket(bucket)
                                    .key(name(index))
                                    .legalHold(hold -> hold.status(ObjectLockLegalHoldStatus.ON)));
        }

        List<String> names() {
            return operator.listObjectsV2Paginator(list -> list.bucket(bucket)).contents().stream()
                    .map(object -> object.key())
                    .toList();
        }

        @Override
        public void close() {
            logs.close();
            way.close();
            operator.close();
        }
    }
}
