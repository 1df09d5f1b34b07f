// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.temoin.audit.AuditConfig;
import io.temoin.objectstorage.FaultyStorage;
import io.temoin.objectstorage.StorageFull;
import io.temoin.objectstorage.StorageServers;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Chunks in a bucket, with versions and without. */
class ChunkBucketTest {

    private static final ExportId EXPORT = new ExportId(new TenantId("helios"), new UUID(1, 1));
    private static final ExportId OTHER = new ExportId(new TenantId("helios"), new UUID(1, 2));
    private static final byte[] CHUNK = "a chunk".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hasWhatWasStoredUntilItIsRemoved(boolean versions) throws IOException {
        try (Storage storage = new Storage(versions)) {
            // Given
            ChunkBucket bucket = storage.chunks;
            ChunkReference first = bucket.put(EXPORT, CHUNK);
            ChunkReference second = bucket.put(EXPORT, CHUNK);
            bucket.put(OTHER, CHUNK);
            storage.put("files/somebody/elses");
            storage.put("files/Backup/%1$s/%1$s.gz".formatted(new UUID(1, 3)));
            storage.put("files/helios/%1$s/%1$s.gz".formatted("-".repeat(36)));
            assertThat(bucket.find(EXPORT, first)).contains(CHUNK);
            assertThat(bucket.find(OTHER, first)).isEmpty();
            assertThat(bucket.exports()).containsExactlyInAnyOrder(EXPORT, OTHER);

            // When
            bucket.remove(EXPORT, first);
            assertThat(bucket.find(EXPORT, first)).isEmpty();
            assertThat(bucket.find(EXPORT, second)).contains(CHUNK);
            bucket.remove(EXPORT);
            bucket.remove(EXPORT);

            // Then
            assertThat(bucket.find(EXPORT, second)).isEmpty();
            assertThat(bucket.exports()).containsExactly(OTHER);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void handsOutNothingElse(boolean versions) throws IOException {
        try (Storage storage = new Storage(versions)) {
            ChunkReference reference = storage.chunks.put(EXPORT, CHUNK);
            ChunkReference altered = new ChunkReference(reference.id(), "0".repeat(64));
            assertThatThrownBy(() -> storage.chunks.find(EXPORT, altered))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("was altered");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysWhatIsWrong(boolean versions) throws IOException {
        try (Storage storage = new Storage(versions)) {
            ChunkReference reference = storage.chunks.put(EXPORT, CHUNK);

            storage.way.answer(403, "AccessDenied");
            assertThatThrownBy(() -> storage.chunks.find(EXPORT, reference))
                    .isInstanceOf(StorageUnavailable.class);
            assertThatThrownBy(() -> storage.chunks.remove(EXPORT))
                    .isInstanceOf(StorageUnavailable.class);
            storage.way.answer(507, "XMinioStorageFull");
            assertThatThrownBy(() -> storage.chunks.put(EXPORT, CHUNK))
                    .isInstanceOf(StorageFull.class);

            storage.way.heal();
            assertThat(storage.chunks.find(EXPORT, reference)).contains(CHUNK);
        }
    }

    /** As a storage answers who deletes a version under an object lock. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPieceThatIsLockedHoldsUpNoOther(boolean versions) throws IOException {
        try (Storage storage = new Storage(versions)) {
            // Given
            List<ChunkReference> chunks = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                chunks.add(storage.chunks.put(EXPORT, CHUNK));
            }
            chunks.sort(Comparator.comparing(chunk -> chunk.id().toString())); // as they are listed
            ChunkReference locked = chunks.removeFirst();
            storage.way.answer("DELETE [^ ]*" + locked.id(), 403, "AccessDenied");

            // When
            assertThatThrownBy(() -> storage.chunks.remove(EXPORT))
                    .isInstanceOf(StorageUnavailable.class);

            // Then
            for (ChunkReference chunk : chunks) {
                assertThat(storage.chunks.find(EXPORT, chunk)).isEmpty();
            }
            assertThat(storage.chunks.find(EXPORT, locked)).contains(CHUNK);
        }
    }

    private static final class Storage implements AutoCloseable {

        private final S3Client operator;
        private final String name;
        private final FaultyStorage way;
        private final ChunkBucket chunks;

        Storage(boolean versions) {
            URI server = versions ? StorageServers.versioned() : StorageServers.plain();
            operator = StorageServers.operator(server);
            name = StorageServers.create(operator);
            if (versions) {
                StorageServers.keepVersions(operator, name);
            }
            way = FaultyStorage.before(server);
            chunks = ChunkBucket.of(settings().export().s3());
        }

        private AuditConfig settings() {
            String prefix = ChunkBucket.SETTINGS + ".";
            return new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(AuditConfig.class)
                    .withDefaultValues(
                            Map.of(
                                    prefix + "bucket",
                                    name,
                                    prefix + "prefix",
                                    "/files/",
                                    prefix + "endpoint",
                                    way.endpoint().toString(),
                                    prefix + "path-style",
                                    "true"))
                    .build()
                    .getConfigMapping(AuditConfig.class);
        }

        void put(String key) {
            operator.putObject(put -> put.bucket(name).key(key), RequestBody.fromBytes(CHUNK));
        }

        @Override
        public void close() {
            chunks.close();
            way.close();
            operator.close();
        }
    }
}
