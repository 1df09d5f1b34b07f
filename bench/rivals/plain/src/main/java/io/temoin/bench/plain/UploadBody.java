// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.plain;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A request body as 256 KiB segments, as recording-service takes it; paused while four wait. */
final class UploadBody {

    private static final int SEGMENT = 256 * 1024;
    private static final int WAITING = 4;

    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
    private record Bytes(byte[] segment, int length) {}

    private final HttpServerRequest request;
    private final Context context;
    private final LinkedBlockingQueue<Bytes> segments = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Queue<byte[]> spares = new ConcurrentLinkedQueue<>();
    private byte[] segment = new byte[SEGMENT];
    private int filled;
    private byte @Nullable [] lent;

    UploadBody(HttpServerRequest request, Context context) {
        this.request = request;
        this.context = context;
        request.handler(this::receive);
        request.endHandler(
                _ -> {
                    if (filled > 0) {
                        handOver();
                    }
                    handOver();
                });
    }

    void onEventLoop(Runnable work) {
        context.runOnContext(_ -> work.run());
    }

    /** The next bytes, good until the next call; none at the end of the body. Blocks. */
    ByteBuffer next() {
        if (lent != null) {
            spares.add(lent);
        }
        try {
            Bytes next = segments.take();
            if (waiting.getAndDecrement() == WAITING) {
                onEventLoop(request::resume);
            }
            lent = next.segment();
            return ByteBuffer.wrap(next.segment(), 0, next.length());
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void receive(Buffer buffer) {
        int taken = 0;
        while (taken < buffer.length()) {
            int part = Math.min(buffer.length() - taken, SEGMENT - filled);
            buffer.getBytes(taken, taken + part, segment, filled);
            filled += part;
            taken += part;
            if (filled == SEGMENT) {
                handOver();
            }
        }
    }

    private void handOver() {
        segments.add(new Bytes(segment, filled));
        byte[] spare = spares.poll();
        segment = spare != null ? spare : new byte[SEGMENT];
        filled = 0;
        if (waiting.incrementAndGet() == WAITING) {
            request.pause();
        }
    }
}
