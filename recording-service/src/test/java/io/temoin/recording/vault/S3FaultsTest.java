// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temoin.chassis.events.EventInbox;
import io.temoin.objectstorage.FaultyStorage;
import io.temoin.objectstorage.StorageFull;
import io.temoin.objectstorage.StorageServers;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import io.temoin.shredding.keys.KeyDestroyed;
import io.temoin.shredding.keys.Tampered;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A vault in a bucket that is away, slow, full, refuses or lies. */
@Timeout(30)
class S3FaultsTest {

    private static final TenantId HELIOS = new TenantId("helios");
    private static final UUID RECORDING = UUID.fromString("01990000-0000-7000-8000-000000000001");
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final int SHORT = 300_000;
    private static final int LONG = 2 * S3BlobStore.SMALLEST_PART + 1_000_000;

    private final S3Client operator = StorageServers.operator(StorageServers.plain());
    private final String bucket = StorageServers.create(operator);
    private final FaultyStorage storage = FaultyStorage.before(StorageServers.plain());
    private final InMemoryShreddableKeys keys = new InMemoryShreddableKeys();
    private S3BlobStore store;
    private AudioVault vault;

    @BeforeEach
    void open() {
        store = within("5s");
        vault = new AudioVault(keys, store, new SimpleMeterRegistry());
    }

    private S3BlobStore within(String timeout) {
        return Buckets.store(
                storage.endpoint(),
                bucket,
                Map.of(
                        "temoin.recording.vault.s3.prefix", "calls",
                        "temoin.recording.vault.s3.request-timeout", timeout,
                        "temoin.recording.vault.s3.part-timeout", timeout));
    }

    @AfterEach
    void close() {
        store.close();
        storage.close();
        operator.close();
    }

    @ParameterizedTest
    @CsvSource({"403,AccessDenied", "500,InternalError", "404,NoSuchBucket"})
    void saysThatItIsUnavailableWhenTheStorageRefuses(int status, String code) throws IOException {
        // Given
        SealedBytes stored = seal(audio(SHORT));

        // When
        storage.answer(status, code);

        // Then
        assertThatThrownBy(() -> open(stored)).isInstanceOf(StorageUnavailable.class);
        assertThatThrownBy(() -> seal(audio(1_000))).isInstanceOf(StorageUnavailable.class);
        storage.heal();
        assertThat(readAll(stored)).isEqualTo(audio(SHORT));
        assertThat(names()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "507,InsufficientStorage",
        "507,XMinioStorageFull",
        "403,QuotaExceeded",
    })
    void saysThatItIsFull(int status, String code) throws IOException {
        storage.answer(status, code);
        assertThatThrownBy(() -> seal(audio(SHORT))).isInstanceOf(StorageFull.class);
        assertThatThrownBy(() -> seal(audio(LONG))).isInstanceOf(StorageFull.class);
        storage.heal();
        assertThat(names()).isEmpty();
        assertThat(readAll(seal(audio(LONG)))).isEqualTo(audio(LONG));
    }

    @Test
    void waitsNoLongerThanItsTimeLimits() throws IOException {
        // Given
        SealedBytes stored = seal(audio(SHORT));
        try (S3BlobStore impatient = within("0.2s")) {
            vault = new AudioVault(keys, impatient, new SimpleMeterRegistry());
            storage.fallSilent();
            Instant begun = Instant.now();

            // Then
            assertThatThrownBy(() -> open(stored)).isInstanceOf(StorageUnavailable.class);
            assertThatThrownBy(() -> seal(audio(1_000))).isInstanceOf(StorageUnavailable.class);
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void keepsNothingWhenTheStorageGoesAwayDuringAnUpload() throws IOException {
        // Given
        try (Sealing sealing = vault.seal(HELIOS, RECORDING)) {
            sealing.write(ByteBuffer.wrap(audio(S3BlobStore.SMALLEST_PART + 100_000)));

            // When
            storage.hangUp();
            assertThatThrownBy(() -> write(sealing, audio(LONG)))
                    .isInstanceOf(StorageUnavailable.class);
            storage.heal();
        }

        // Then
        assertThat(names()).isEmpty();
    }

    @Test
    void leavesAnUploadItCannotTakeBackToTheNextSweep() throws IOException {
        // Given
        Sealing sealing = vault.seal(HELIOS, RECORDING);
        write(sealing, audio(LONG));
        // A part that is refused under way would leave an upload that the server cannot list.
        await().until(() -> names().size() == 1);
        Buckets.awaitParts(operator, bucket, names().getFirst());
        storage.answer(403, "AccessDenied");

        // When
        assertThatThrownBy(sealing::finish).isInstanceOf(StorageUnavailable.class);
        assertThatThrownBy(sealing::close).isInstanceOf(StorageUnavailable.class);

        // Then
        storage.heal();
        assertThat(names()).singleElement().asString().endsWith(Buckets.INCOMPLETE);
        assertThat(store.removeUnfinished(Instant.now().plusSeconds(60))).isEqualTo(1);
        assertThat(names()).isEmpty();
    }

    @Test
    void doesNotTrustAnAnswerAlone() throws IOException {
        storage.answer(200, "");
        assertThatThrownBy(() -> seal(audio(1_000))).isInstanceOf(StorageUnavailable.class);
        storage.heal();
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void readsOnWhenAnAnswerBreaksOff(int times) throws IOException {
        // Given
        SealedBytes stored = seal(audio(LONG));

        // When
        storage.breakOff(1_500_000, times);

        // Then
        assertThat(readAll(stored)).isEqualTo(audio(LONG));
    }

    @Test
    void givesUpWhenEveryAnswerBreaksOff() throws IOException {
        SealedBytes stored = seal(audio(LONG));
        storage.breakOff(10_000, Integer.MAX_VALUE);
        assertThatThrownBy(() -> readAll(stored)).isInstanceOf(StorageUnavailable.class);
    }

    @Test
    void asksLittleForAWholeDownloadAndForARange() throws IOException {
        // Given
        SealedBytes stored = seal(audio(LONG));
        int before = storage.requests();

        // When
        readAll(stored);

        // Then: the reference, the head, and twice the rest
        assertThat(storage.requests() - before).isLessThanOrEqualTo(4);

        // When
        int beforeRange = storage.requests();
        byte[] range = new byte[8_000];
        try (OpenAudio open = open(stored)) {
            open.seek(LONG / 2);
            open.read(range, range.length);
        }

        // Then
        assertThat(range).isEqualTo(Arrays.copyOfRange(audio(LONG), LONG / 2, LONG / 2 + 8_000));
        assertThat(storage.requests() - beforeRange).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {SHORT, LONG})
    void noticesWhatWasAlteredOrCutShort(int length) throws IOException {
        // Given
        SealedBytes stored = seal(audio(length));
        String name = longest();
        byte[] whole = operator.getObjectAsBytes(get -> get.bucket(bucket).key(name)).asByteArray();
        byte[] altered = whole.clone();
        altered[length / 2] ^= 1;

        for (byte[] lie :
                List.of(
                        altered,
                        Arrays.copyOf(whole, whole.length - 1),
                        Arrays.copyOf(whole, whole.length + 1),
                        Arrays.copyOf(whole, 100),
                        new byte[0])) {
            // When
            operator.putObject(put -> put.bucket(bucket).key(name), RequestBody.fromBytes(lie));

            // Then
            assertThatThrownBy(() -> readAll(stored)).isInstanceOf(Tampered.class);
        }

        // When
        operator.deleteObject(delete -> delete.bucket(bucket).key(name));

        // Then
        assertThatThrownBy(() -> readAll(stored)).isInstanceOf(Tampered.class);
    }

    @Test
    void destroysTheKeyAlthoughTheStorageIsAway() throws IOException {
        // Given
        SealedBytes stored = seal(audio(SHORT));
        storage.answer(403, "AccessDenied");

        // When
        assertThatThrownBy(() -> vault.shred(HELIOS, RECORDING, "PURPOSE_FULFILLED", NOW))
                .isInstanceOf(StorageUnavailable.class)
                // So the order to destroy waits, and is not parked.
                .matches(EventInbox::infrastructure);

        // Then
        assertThatThrownBy(() -> open(stored)).isInstanceOf(KeyDestroyed.class);
        storage.heal();
        assertThat(names()).hasSize(1);

        // When
        vault.shred(HELIOS, RECORDING, "PURPOSE_FULFILLED", NOW);

        // Then
        assertThat(names()).isEmpty();
    }

    /** Of the streamed bytes, not of the reference to them. */
    private String longest() {
        return operator
                .listObjectsV2(list -> list.bucket(bucket).prefix("calls/"))
                .contents()
                .stream()
                .max(java.util.Comparator.comparing(object -> object.size()))
                .orElseThrow()
                .key();
    }

    private List<String> names() {
        return Buckets.names(operator, bucket, "calls/");
    }

    private SealedBytes seal(byte[] audio) {
        try (Sealing sealing = vault.seal(HELIOS, RECORDING)) {
            write(sealing, audio);
            return sealing.finish();
        }
    }

    private static void write(Sealing sealing, byte[] audio) {
        for (int at = 0; at < audio.length; at += 256 * 1024) {
            sealing.write(ByteBuffer.wrap(audio, at, Math.min(256 * 1024, audio.length - at)));
        }
    }

    private OpenAudio open(SealedBytes sealed) {
        return vault.open(HELIOS, RECORDING, sealed.length(), sealed.sha256());
    }

    private byte[] readAll(SealedBytes sealed) throws IOException {
        try (OpenAudio open = open(sealed)) {
            byte[] all = new byte[(int) open.length()];
            for (int at = 0; at < all.length; at += ChunkCipher.SEGMENT) {
                byte[] some = new byte[Math.min(ChunkCipher.SEGMENT, all.length - at)];
                open.read(some, some.length);
                System.arraycopy(some, 0, all, at, some.length);
            }
            return all;
        }
    }

    private static byte[] audio(int length) {
        byte[] audio = new byte[length];
        new SplittableRandom(length).nextBytes(audio);
        return audio;
    }
}
