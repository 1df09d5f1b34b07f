// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.objectstorage.FaultyStorage;
import io.temoin.objectstorage.StorageServers;
import io.temoin.recording.RecordingConfig;
import io.temoin.recording.vault.AudioMove.Report;
import io.temoin.shredding.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class AudioMoveTest {

    private static final TenantId HELIOS = new TenantId("helios");
    private static final TenantId BOREAL = new TenantId("boreal");
    private static final String SHA = "a".repeat(64);
    private static final int LONG = S3BlobStore.SMALLEST_PART + 1_000;

    @TempDir Path directory;
    private final S3Client operator = StorageServers.operator(StorageServers.plain());
    private final String bucketName = StorageServers.create(operator);
    private final FaultyStorage storage = FaultyStorage.before(StorageServers.plain());
    private final List<String> warnings = new ArrayList<>();
    private FileBlobStore files;
    private S3BlobStore bucket;
    private MovingBlobStore both;

    @BeforeEach
    void open() {
        files = new FileBlobStore(directory);
        bucket = BlobStores.bucket(settings());
        both = new MovingBlobStore(bucket, files);
    }

    @AfterEach
    void close() {
        both.close();
        storage.close();
        operator.close();
    }

    private RecordingConfig settings() {
        return Buckets.settings(
                storage.endpoint(),
                bucketName,
                Map.of(
                        "temoin.recording.vault.s3.prefix",
                        "calls",
                        "temoin.recording.vault.directory",
                        directory.toString()));
    }

    @Test
    void movesEverythingAndReadsItMeanwhile() throws Exception {
        // Given
        byte[] first = keep(files, HELIOS, 1, 1_000);
        byte[] second = keep(files, BOREAL, 1, LONG);
        byte[] third = keep(both, HELIOS, 2, 2_000);
        assertThat(read(both, HELIOS, 1)).isEqualTo(first);
        assertThat(read(both, HELIOS, 2)).isEqualTo(third);

        // When
        Report report = move();

        // Then
        assertThat(report).isEqualTo(new Report(2, 0, 0, 0, 1_000 + LONG));
        assertThat(warnings).isEmpty();
        assertThat(filesLeft()).isEmpty();
        assertThat(read(bucket, HELIOS, 1)).isEqualTo(first);
        assertThat(read(bucket, BOREAL, 1)).isEqualTo(second);
        assertThat(read(both, BOREAL, 1)).isEqualTo(second);
        assertThat(move()).isEqualTo(Report.EMPTY);
    }

    @Test
    void goesOnWhereItWasInterrupted() throws Exception {
        // Given
        byte[] copied = keep(files, HELIOS, 1, 1_000);
        keep(bucket, HELIOS, 1, 1_000);
        byte[] left = keep(files, HELIOS, 2, 2_000);

        // When
        Report report = move();

        // Then
        assertThat(report).isEqualTo(new Report(1, 1, 0, 0, 3_000));
        assertThat(filesLeft()).isEmpty();
        assertThat(read(bucket, HELIOS, 1)).isEqualTo(copied);
        assertThat(read(bucket, HELIOS, 2)).isEqualTo(left);
    }

    @Test
    void removesNoFileWhoseCopyDiffers() throws Exception {
        // Given
        byte[] here = keep(files, HELIOS, 1, 1_000);
        keep(bucket, HELIOS, 1, 1_000);
        String name = Buckets.names(operator, bucketName, "calls/").getFirst();
        byte[] other = here.clone();
        other[500] ^= 1;
        operator.putObject(put -> put.bucket(bucketName).key(name), RequestBody.fromBytes(other));

        // When
        Report report = move();

        // Then
        assertThat(report).isEqualTo(new Report(0, 0, 0, 1, 0));
        assertThat(warnings).singleElement().asString().contains("other bytes");
        assertThat(read(files, HELIOS, 1)).isEqualTo(here);
    }

    @Test
    void leavesEverythingWhileTheStorageIsAway() throws Exception {
        // Given
        byte[] here = keep(files, HELIOS, 1, 1_000);
        storage.answer(403, "AccessDenied");

        // When
        Report report = move();

        // Then
        assertThat(report).isEqualTo(new Report(0, 0, 0, 1, 0));
        assertThat(read(files, HELIOS, 1)).isEqualTo(here);

        // When
        storage.heal();

        // Then
        assertThat(move().moved()).isEqualTo(1);
    }

    @Test
    void leavesNoCopyOfWhatWasErasedMeanwhile() throws Exception {
        // Given
        keep(files, HELIOS, 1, 1_000);
        List<StoredFiles.StoredFile> found = StoredFiles.in(directory).files();
        BlobStore erasing = new ErasingMeanwhile(bucket, files);

        // When
        Report report = new AudioMove(files, erasing, warnings::add).move(found, _ -> {});

        // Then
        assertThat(report.gone()).isEqualTo(1);
        assertThat(Buckets.names(operator, bucketName, "calls/")).isEmpty();
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void destroysInBothPlaces() throws Exception {
        keep(files, HELIOS, 1, 1_000);
        keep(bucket, HELIOS, 1, 1_000);

        both.destroy(HELIOS, id(1));

        assertThat(Buckets.names(operator, bucketName, "calls/")).isEmpty();
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void isACommandThatReports() throws Exception {
        // Given
        keep(files, HELIOS, 1, 1_000);
        keep(files, HELIOS, 2, 2_000);
        Files.writeString(directory.resolve("helios/01/notes.txt"), "by hand");
        var said = new ByteArrayOutputStream();
        var failed = new ByteArrayOutputStream();

        // When
        int code = MoveAudioCommand.run(settings(), print(said), print(failed));

        // Then
        assertThat(code).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("2 files of 0 MB")
                .contains("2 moved, 0 were there already, 0 were erased or moved meanwhile");
        assertThat(failed.toString(StandardCharsets.UTF_8)).contains("notes.txt is no audio");
    }

    private static PrintStream print(ByteArrayOutputStream into) {
        return new PrintStream(into, true, StandardCharsets.UTF_8);
    }

    private Report move() throws Exception {
        return new AudioMove(files, bucket, warnings::add)
                .move(StoredFiles.in(directory).files(), _ -> {});
    }

    private static byte[] keep(BlobStore store, TenantId tenant, int number, int length)
            throws IOException {
        byte[] sealed = BlobStoreContract.bytes(length, number);
        try (BlobDraft draft = store.begin(tenant, id(number))) {
            BlobStoreContract.write(draft, sealed);
            draft.content().close();
            draft.keep(SHA);
        }
        return sealed;
    }

    private static byte[] read(BlobStore store, TenantId tenant, int number) throws IOException {
        try (SeekableByteChannel open = store.open(tenant, id(number), SHA)) {
            return BlobStoreContract.read(open, 0, Math.toIntExact(open.size()));
        }
    }

    private List<Path> filesLeft() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static UUID id(int number) {
        return UUID.fromString("01990000-0000-7000-8000-%012d".formatted(number));
    }

    /** A bucket during whose reading the recording is erased, from the folder first. */
    private record ErasingMeanwhile(BlobStore bucket, FileBlobStore files) implements BlobStore {

        @Override
        public SeekableByteChannel open(TenantId tenant, UUID recording, String sha256)
                throws IOException {
            SeekableByteChannel open = bucket.open(tenant, recording, sha256);
            files.destroy(tenant, recording);
            return open;
        }

        @Override
        public BlobDraft begin(TenantId tenant, UUID recording) throws IOException {
            return bucket.begin(tenant, recording);
        }

        @Override
        public void discard(TenantId tenant, UUID recording, String sha256) throws IOException {
            bucket.discard(tenant, recording, sha256);
        }

        @Override
        public void destroy(TenantId tenant, UUID recording) throws IOException {
            bucket.destroy(tenant, recording);
        }

        @Override
        public int removeUnfinished(Instant untouchedSince) throws IOException {
            return bucket.removeUnfinished(untouchedSince);
        }

        @Override
        public void list(StoredAudio.Visitor visitor) throws IOException {
            bucket.list(visitor);
        }

        @Override
        public void requireReachable() throws IOException {
            bucket.requireReachable();
        }

        @Override
        public void close() {}
    }
}
