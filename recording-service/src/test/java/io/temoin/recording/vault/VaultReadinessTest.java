// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.objectstorage.FaultyStorage;
import io.temoin.objectstorage.StorageServers;
import io.temoin.recording.RecordingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class VaultReadinessTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void asksTheStorageOnceInAWhile() {
        try (S3Client operator = StorageServers.operator(StorageServers.plain());
                FaultyStorage storage = FaultyStorage.before(StorageServers.plain())) {
            // Given
            RecordingConfig settings =
                    Buckets.settings(storage.endpoint(), StorageServers.create(operator), Map.of());
            try (S3BlobStore store = BlobStores.bucket(settings)) {
                var clock = new MovedClock();
                var readiness = new VaultReadiness(store, settings, clock);

                // Then
                assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
                int asked = storage.requests();
                storage.answer(403, "AccessDenied");
                clock.now = NOW.plusSeconds(4);
                assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
                assertThat(storage.requests()).isEqualTo(asked);
                clock.now = NOW.plusSeconds(6);
                assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
                storage.heal();
                clock.now = clock.now.plus(Duration.ofSeconds(6));
                assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
            }
        }
    }

    @Test
    void seesThatABucketIsNotThere() {
        RecordingConfig settings =
                Buckets.settings(StorageServers.plain(), "no-such-bucket", Map.of());
        try (S3BlobStore store = BlobStores.bucket(settings)) {
            assertThat(new VaultReadiness(store, settings, new MovedClock()).call().getStatus())
                    .isEqualTo(Status.DOWN);
        }
    }

    @Test
    void seesWhetherTheFolderIsOne(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(ofFolder(folder.resolve("not/yet"))).isEqualTo(Status.UP);
        assertThat(ofFolder(folder)).isEqualTo(Status.UP);
        assertThat(ofFolder(file)).isEqualTo(Status.DOWN);
    }

    private static Status ofFolder(Path folder) {
        RecordingConfig settings =
                Buckets.settings(Map.of("temoin.recording.receipt.jwks-url", "http://localhost/"));
        return new VaultReadiness(new FileBlobStore(folder), settings, new MovedClock())
                .call()
                .getStatus();
    }

    private static final class MovedClock extends Clock {

        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
