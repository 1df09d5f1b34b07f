// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.objectstorage.StorageUnavailable;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory in which parts wait to be sent, shared by all uploads of the process. It is bounded:
 * an upload for which there is none waits for a while, and is then refused, which is better than a
 * process that runs out of memory. Safe for concurrent use.
 */
final class PartBuffers {

    private static final int PIECE = 256 * 1024;

    private final Semaphore free;
    private final Duration patience;
    private final Queue<byte[]> spares = new ConcurrentLinkedQueue<>();

    /**
     * @param bytes how much there is
     * @param patience how long an upload waits for some
     */
    PartBuffers(long bytes, Duration patience) {
        this.free = new Semaphore(Math.toIntExact(Math.max(1, bytes / PIECE)));
        this.patience = patience;
    }

    /** An empty part. */
    Part begin() {
        return new Part();
    }

    private byte[] take() {
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StorageUnavailable(
                        "the uploads in progress use all the memory for parts"
                                + " (temoin.recording.vault.s3.buffer-bytes)");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StorageUnavailable(
                    "interrupted while an upload waited for memory", interrupted);
        }
        byte[] spare = spares.poll();
        return spare == null ? new byte[PIECE] : spare;
    }

    /** One part, in pieces. Used by one thread at a time. */
    final class Part {

        private final Deque<byte[]> pieces = new ArrayDeque<>();
        private int length;

        private Part() {}

        int length() {
            return length;
        }

        /** Takes bytes until it has {@code most}, or there are no more. */
        void append(ByteBuffer bytes, int most) {
            while (bytes.hasRemaining() && length < most) {
                int at = length % PIECE;
                if (at == 0) {
                    pieces.addLast(take());
                }
                int count = Math.min(Math.min(bytes.remaining(), PIECE - at), most - length);
                bytes.get(pieces.getLast(), at, count);
                length += count;
            }
        }

        /** Reads it, from its beginning each time. */
        InputStream read() {
            List<InputStream> all = new ArrayList<>();
            int left = length;
            for (byte[] piece : pieces) {
                all.add(new ByteArrayInputStream(piece, 0, Math.min(PIECE, left)));
                left -= PIECE;
            }
            return new SequenceInputStream(Collections.enumeration(all));
        }

        /** Gives its memory back; it is empty then. */
        void release() {
            int count = pieces.size();
            spares.addAll(pieces);
            pieces.clear();
            length = 0;
            free.release(count);
        }
    }
}
