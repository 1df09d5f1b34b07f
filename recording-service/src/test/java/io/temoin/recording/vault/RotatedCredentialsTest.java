// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.temoin.objectstorage.StorageServers;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.platform.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Credentials in a file, which the platform replaces while the service runs. */
class RotatedCredentialsTest {

    private static final String FILE = "aws.sharedCredentialsFile";
    private static final List<String> OTHERS = List.of("aws.accessKeyId", "aws.secretAccessKey");

    @TempDir Path folder;
    private final S3Client operator = StorageServers.operator(StorageServers.plain());
    private final Map<String, String> others = new HashMap<>();
    private Path file;

    @BeforeEach
    void takeThemFromTheFile() throws IOException {
        file = folder.resolve("credentials");
        System.setProperty(FILE, file.toString());
        for (String other : OTHERS) {
            others.put(other, System.clearProperty(other));
        }
    }

    @AfterEach
    void restore() {
        System.clearProperty(FILE);
        others.forEach(System::setProperty);
        operator.close();
    }

    @Test
    void areReadAgain() throws IOException {
        // Given
        write("of-yesterday");
        try (S3BlobStore store =
                Buckets.store(StorageServers.plain(), StorageServers.create(operator), Map.of())) {
            assertThatThrownBy(store::requireReachable).isInstanceOf(StorageUnavailable.class);

            // When
            write(S3Server.SECRET_KEY);

            // Then
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(store::requireReachable);
        }
    }

    private void write(String secret) throws IOException {
        Files.writeString(
                file,
                "[default]%naws_access_key_id = %s%naws_secret_access_key = %s%n"
                        .formatted(S3Server.ACCESS_KEY, secret));
    }
}
