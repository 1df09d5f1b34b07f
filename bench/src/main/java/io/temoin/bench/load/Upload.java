// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A PUT of audio: a WAVE head, then noise.
 *
 * @param target where to
 * @param token access token, or none
 * @param headers more headers, each ended by CR LF
 */
public record Upload(URI target, @Nullable String token, String headers) {

    private static final int BLOCK = 1024 * 1024;
    private static final byte[] NOISE = noise();

    /** Sends all of them at once, so many bytes each; returns the seconds until the last answer. */
    public static double all(List<Upload> uploads, long bytes) {
        long began = System.nanoTime();
        try (ExecutorService clients = Executors.newFixedThreadPool(uploads.size())) {
            List<Future<?>> sent = new ArrayList<>();
            for (Upload upload : uploads) {
                sent.add(
                        clients.submit(
                                () -> {
                                    upload.send(bytes);
                                    return true;
                                }));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException failure) {
            throw new LoadFailure("an upload failed", failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new LoadFailure("interrupted", failure);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private void send(long bytes) throws IOException {
        try (HttpConnection connection = new HttpConnection(target)) {
            OutputStream out = connection.out();
            String head =
                    RequestTemplate.head("PUT", target, token)
                            + "Content-Type: audio/wav\r\nContent-Length: "
                            + bytes
                            + "\r\n"
                            + headers
                            + "\r\n";
            out.write(head.getBytes(StandardCharsets.UTF_8));
            byte[] wave = wave(bytes);
            out.write(wave);
            for (long left = bytes - wave.length; left > 0; ) {
                int count = (int) Math.min(BLOCK, left);
                out.write(NOISE, 0, count);
                left -= count;
            }
            out.flush();
            connection.answer().expectSuccess();
        }
    }

    /** The head of a stereo WAVE file of 16 bit at 8 kHz. */
    private static byte[] wave(long bytes) {
        ByteBuffer head = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        head.put(ascii("RIFF")).putInt((int) (bytes - 8)).put(ascii("WAVE"));
        head.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 2);
        head.putInt(8000).putInt(32_000).putShort((short) 4).putShort((short) 16);
        return head.put(ascii("data")).putInt((int) (bytes - 44)).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] noise() {
        byte[] noise = new byte[BLOCK];
        new Random(42).nextBytes(noise);
        return noise;
    }
}
