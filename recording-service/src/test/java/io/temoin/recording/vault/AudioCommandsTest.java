// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.objectstorage.FaultyStorage;
import io.temoin.objectstorage.StorageServers;
import io.temoin.objectstorage.StorageUnavailable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What temoin-admin has recording-service list and remove, in a bucket. */
@Timeout(30)
class AudioCommandsTest {

    private static final String PREFIX = "calls";
    private static final List<UUID> RECORDINGS =
            List.of(
                    UUID.fromString("01990000-0000-7000-8000-000000000001"),
                    UUID.fromString("01990000-0000-7000-8000-000000000002"),
                    UUID.fromString("01990000-0000-7000-8000-000000000003"));
    private static final UUID LOCKED = RECORDINGS.get(1);

    private final S3Client operator = StorageServers.operator(StorageServers.plain());
    private final String bucket = StorageServers.create(operator);
    private final FaultyStorage storage = FaultyStorage.before(StorageServers.plain());
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream failed = new ByteArrayOutputStream();

    @BeforeEach
    void store() {
        for (UUID recording : RECORDINGS) {
            operator.putObject(
                    put -> put.bucket(bucket).key(nameOf(recording)),
                    RequestBody.fromBytes(new byte[100]));
        }
    }

    @AfterEach
    void close() {
        storage.close();
        operator.close();
    }

    /** An object under a lock is in nobody's way but its own. */
    @Test
    void removesTheOthersWhenOneMayNotBeRemoved() throws IOException {
        storage.answer("DELETE \\S*" + LOCKED, 403, "AccessDenied");

        assertThat(remove()).isEqualTo(1);

        assertThat(Buckets.names(operator, bucket, PREFIX)).containsExactly(nameOf(LOCKED));
        assertThat(lines(said))
                .containsExactly(
                        "helios " + RECORDINGS.getFirst(), "helios " + RECORDINGS.getLast());
        assertThat(lines(failed)).hasSize(2);
        assertThat(lines(failed).getFirst()).startsWith("  not removed: helios " + LOCKED + ": ");
        assertThat(lines(failed).getLast())
                .startsWith("1 of 3 recordings still have audio: helios " + LOCKED);

        // When the lock has ended
        storage.heal();
        said.reset();
        assertThat(remove()).isZero();
        assertThat(Buckets.names(operator, bucket, PREFIX)).isEmpty();
    }

    /** Each of millions would be tried in vain. */
    @Test
    void givesUpWhenTheStorageIsAway() {
        PrintStream goesAwayAfterTheFirst =
                new PrintStream(said, true, StandardCharsets.UTF_8) {
                    @Override
                    public void println(String line) {
                        super.println(line);
                        storage.answer(403, "AccessDenied");
                    }
                };

        assertThatThrownBy(() -> remove(goesAwayAfterTheFirst))
                .isInstanceOf(StorageUnavailable.class);

        assertThat(lines(said)).hasSize(1);
        assertThat(lines(failed)).singleElement().asString().contains(LOCKED.toString());
    }

    /** The chart's {@code config:} is in a file that Quarkus is told of. */
    @Test
    void readsTheSettingsFileOfTheService(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("application.properties");
        Files.writeString(
                file,
                Map.of(
                                "config_ordinal", "275",
                                "temoin.recording.vault.store", "s3",
                                "temoin.recording.vault.s3.endpoint", storage.endpoint().toString(),
                                "temoin.recording.vault.s3.path-style", "true",
                                "temoin.recording.vault.s3.bucket", bucket,
                                "temoin.recording.vault.s3.prefix", "${a.setting.of.nobody:calls}")
                        .entrySet()
                        .stream()
                        .map(one -> one.getKey() + "=" + one.getValue() + "\n")
                        .collect(Collectors.joining()));

        System.setProperty("quarkus.config.locations", file.toUri().toString());
        try {
            assertThat(new ListAudioCommand().run(stream(said), stream(failed))).isZero();
        } finally {
            System.clearProperty("quarkus.config.locations");
        }

        assertThat(lines(failed)).isEmpty();
        assertThat(lines(said))
                .containsExactlyInAnyOrderElementsOf(
                        RECORDINGS.stream()
                                .map(one -> "helios " + one + " " + "0".repeat(64))
                                .toList());
    }

    private int remove() throws IOException {
        return remove(stream(said));
    }

    private int remove(PrintStream removed) throws IOException {
        String listed =
                RECORDINGS.stream()
                        .map(one -> "helios " + one + "\n")
                        .collect(Collectors.joining());
        return RemoveListedAudioCommand.run(
                Buckets.settings(
                        storage.endpoint(),
                        bucket,
                        Map.of("temoin.recording.vault.s3.prefix", PREFIX)),
                new ByteArrayInputStream(listed.getBytes(StandardCharsets.UTF_8)),
                removed,
                stream(failed));
    }

    private static String nameOf(UUID recording) {
        String digits = recording.toString();
        return "%s/helios/%s/%s.%s.v1"
                .formatted(
                        PREFIX, digits.substring(digits.length() - 2), recording, "0".repeat(64));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
