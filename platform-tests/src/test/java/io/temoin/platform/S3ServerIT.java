// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What recording-service's tests rely on; they use it as clients of S3 do. */
class S3ServerIT {

    @TempDir Path folder;

    @Test
    void keepsItsBucketsAndLetsNoStrangerIn() throws Exception {
        // Given
        int port = FreePorts.any();
        try (S3Server server =
                S3Server.start(folder.resolve("s3"), port, folder.resolve("s3.log"))) {
            Path object = Files.writeString(server.createBucket("audio").resolve("one"), "sealed");

            // Then
            assertThat(statusOf(server, "/audio")).isEqualTo(403);

            // When
            server.kill();
            assertThat(server.alive()).isFalse();
            server.restart();

            // Then
            assertThat(server.alive()).isTrue();
            assertThat(statusOf(server, "/audio")).isEqualTo(403);
            assertThat(object).hasContent("sealed");
        }
        assertThat(FreePorts.isListenedOn(port)).isFalse();
    }

    private static int statusOf(S3Server server, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(server.endpoint().resolve(path)).build(),
                            BodyHandlers.ofString())
                    .statusCode();
        }
    }
}
