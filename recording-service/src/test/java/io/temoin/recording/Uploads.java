// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording;

import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Uploads as a recorder makes them. */
public final class Uploads {

    private static final int HEADER = 44;

    private Uploads() {}

    /** A moment two minutes ago: when the calls of the tests are decided. */
    public static Instant decidedAt() {
        return Instant.now().minusSeconds(120).truncatedTo(ChronoUnit.SECONDS);
    }

    /** A new id. */
    public static UUID newId() {
        return UUID.randomUUID();
    }

    /** Everything an upload says before its body. */
    public static RequestSpecification headers(Callers caller, String receipt, Instant decidedAt) {
        return caller.asks()
                .header("Call-Receipt", receipt)
                .header("Notice-Receipt", notice(receipt, decidedAt).sign())
                .header("Recording-Started-At", decidedAt.plusSeconds(20).toString())
                .header("Recording-Ended-At", decidedAt.plusSeconds(100).toString())
                .contentType("audio/wav");
    }

    /** The notice of the receipt's call, served a moment before the audio begins. */
    public static Receipts notice(String receipt, Instant decidedAt) {
        return Receipts.noticeOf(receipt, decidedAt.plusSeconds(15));
    }

    /** Uploads audio on a receipt. */
    public static Response put(UUID id, Receipts receipt, Instant decidedAt, byte[] audio) {
        return headers(Callers.RECORDER, receipt.sign(), decidedAt).body(audio).put(path(id));
    }

    /** Where the audio of a recording is put. */
    public static String path(UUID id) {
        return "/v1/recordings/" + id + "/audio";
    }

    /** Uploads audio and expects it to be stored. */
    public static UUID stored(byte[] audio) {
        UUID id = newId();
        Instant decidedAt = decidedAt();
        put(id, Receipts.of(decidedAt), decidedAt, audio).then().statusCode(201);
        return id;
    }

    /** A two-channel WAVE file of 8 kHz with random samples. */
    public static byte[] wave(int samples, long seed) {
        byte[] audio = new byte[HEADER + samples];
        new SplittableRandom(seed).nextBytes(audio);
        ByteBuffer.wrap(audio)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(HEADER - 8 + samples)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 2)
                .putInt(8000)
                .putInt(16_000)
                .putShort((short) 2)
                .putShort((short) 8)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(samples);
        return audio;
    }

    /** What lies on the vault's disk of a recording, finished or not. */
    public static List<Path> filesOf(UUID recording) {
        Path directory =
                Path.of(
                        ConfigProvider.getConfig()
                                .getValue("temoin.recording.vault.directory", String.class));
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(
                            file -> file.getFileName().toString().startsWith(recording.toString()))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
