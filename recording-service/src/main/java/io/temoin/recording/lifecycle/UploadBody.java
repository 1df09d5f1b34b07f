// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.recording.lifecycle.domain.RecordingProblem.AUDIO_INCOMPLETE;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.AUDIO_TOO_LARGE;

import io.temoin.eventsourcing.Rejected;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A request body as segments: filled on the event loop, emptied by one task on a virtual thread.
 * When four segments wait, the request is paused and TCP holds the client back; memory does not
 * depend on the length of the body.
 */
final class UploadBody {

    private static final int SEGMENT = 256 * 1024;
    private static final int WAITING = 4;
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** What the event loop tells the sealing task. */
    private sealed interface Step {

        @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
        record Bytes(byte[] segment, int length) implements Step {}

        record End() implements Step {}

        record Broken(Rejected why) implements Step {}
    }

    private final HttpServerRequest request;
    private final Context context;
    private final long longest;
    private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Queue<byte[]> spares = new ConcurrentLinkedQueue<>();
    private byte[] segment = new byte[SEGMENT];
    private int filled;
    private byte @Nullable [] lent;
    private long received;
    private boolean over;

    private UploadBody(HttpServerRequest request, Context context, long longest) {
        this.request = request;
        this.context = context;
        this.longest = longest;
    }

    /**
     * Takes over a paused request; nothing is read before it is resumed. Call it on the event loop:
     * a connection that breaks meanwhile must be heard.
     */
    static UploadBody of(HttpServerRequest request, Vertx vertx, long longest) {
        UploadBody body = new UploadBody(request, vertx.getOrCreateContext(), longest);
        request.handler(body::receive);
        request.endHandler(_ -> body.end());
        request.exceptionHandler(_ -> body.breakOff());
        return body;
    }

    /** Runs {@code work} where the request lives. */
    void onEventLoop(Runnable work) {
        context.runOnContext(_ -> work.run());
    }

    /**
     * The next bytes, good until the next call; {@code null} at the end of the body. Blocks.
     *
     * <p>Rejects a body that broke off, fell silent or is too large.
     */
    @Nullable ByteBuffer next() {
        if (lent != null) {
            spares.add(lent);
            lent = null;
        }
        return switch (take()) {
            case Step.Bytes(var bytes, var length) -> {
                if (waiting.getAndDecrement() == WAITING) {
                    onEventLoop(request::resume);
                }
                lent = bytes;
                yield ByteBuffer.wrap(bytes, 0, length);
            }
            case Step.End _ -> null;
            case Step.Broken(var why) -> throw why;
        };
    }

    private Step take() {
        try {
            Step step = steps.poll(SILENCE.toSeconds(), TimeUnit.SECONDS);
            return step == null ? incomplete("The body stopped arriving.") : step;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return incomplete("The service is shutting down.");
        }
    }

    private void receive(Buffer buffer) {
        if (over) {
            return;
        }
        received += buffer.length();
        if (received > longest) {
            over = true;
            steps.add(
                    new Step.Broken(
                            new Rejected(AUDIO_TOO_LARGE, "The audio exceeds the maximum size.")));
            return;
        }
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
        steps.add(new Step.Bytes(segment, filled));
        byte[] spare = spares.poll();
        segment = spare != null ? spare : new byte[SEGMENT];
        filled = 0;
        if (waiting.incrementAndGet() == WAITING) {
            request.pause();
        }
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        if (filled > 0) {
            handOver();
        }
        steps.add(new Step.End());
    }

    private void breakOff() {
        if (!over) {
            over = true;
            steps.add(incomplete("The connection was cut before the body ended."));
        }
    }

    private static Step incomplete(String sentence) {
        return new Step.Broken(new Rejected(AUDIO_INCOMPLETE, sentence));
    }
}
