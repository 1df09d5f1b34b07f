// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The body of an upload as segments: filled on the event loop, emptied by one task on a virtual
 * thread. When four segments wait, the request is paused and TCP holds the client back; memory does
 * not depend on the length of the body.
 */
public final class LongBody {

    private static final int SEGMENT = 256 * 1024;
    private static final int WAITING = 4;
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** The body broke off or fell silent; its message is a sentence for the client. */
    public static final class Incomplete extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Incomplete(String sentence) {
            super(sentence);
        }
    }

    /** The body is longer than it may be. */
    public static final class TooLong extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** What the event loop tells the task. */
    private sealed interface Step {

        @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
        record Bytes(byte[] segment, int length) implements Step {}

        record End() implements Step {}

        record Broken(RuntimeException why) implements Step {}
    }

    private final HttpServerRequest request;
    private final Context context;
    private final long longest;
    private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final AtomicLong received = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Queue<byte[]> spares = new ConcurrentLinkedQueue<>();
    private byte[] segment = new byte[SEGMENT];
    private int filled;
    private byte @Nullable [] lent;
    private boolean over;

    private LongBody(HttpServerRequest request, Context context, long longest) {
        this.request = request;
        this.context = context;
        this.longest = longest;
    }

    /**
     * Takes over a paused request; nothing is read before {@link #begin}. Call it on the event
     * loop: a connection that breaks meanwhile must be heard.
     */
    public static LongBody of(RoutingContext routing, long longest) {
        HttpServerRequest request = routing.request();
        LongBody body = new LongBody(request, routing.vertx().getOrCreateContext(), longest);
        request.handler(body::receive);
        request.endHandler(_ -> body.end(new Step.End()));
        request.exceptionHandler(
                _ -> body.end(incomplete("The connection was cut before the body ended.")));
        return body;
    }

    /** Runs {@code work} where the request lives. */
    public void onEventLoop(Runnable work) {
        context.runOnContext(_ -> work.run());
    }

    /**
     * Lets the bytes come. A client that waits for a word before it sends (RFC 9110 §10.1.1) gets
     * it now.
     */
    public void begin() {
        onEventLoop(
                () -> {
                    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
                        request.response().writeContinue();
                    }
                    request.resume();
                });
    }

    /**
     * The next bytes, good until the next call; {@code null} at the end of the body. Blocks.
     *
     * @throws Incomplete after everything that arrived, when the body has no end
     * @throws TooLong as soon as it is longer than it may be
     */
    public @Nullable ByteBuffer next() {
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

    /** Slow is not silent: a segment may take longer to fill than a client may say nothing. */
    private Step take() {
        try {
            long before = received.get();
            Step step = steps.poll(SILENCE.toSeconds(), TimeUnit.SECONDS);
            while (step == null) {
                long now = received.get();
                if (now == before) {
                    onEventLoop(() -> end(incomplete("The body stopped arriving.")));
                }
                before = now;
                step = steps.poll(SILENCE.toSeconds(), TimeUnit.SECONDS);
            }
            return step;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return incomplete("The service is shutting down.");
        }
    }

    private void receive(Buffer buffer) {
        if (over) {
            return;
        }
        if (received.addAndGet(buffer.length()) > longest) {
            over = true;
            steps.add(new Step.Broken(new TooLong()));
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

    private void end(Step how) {
        if (over) {
            return;
        }
        over = true;
        if (filled > 0) {
            handOver();
        }
        steps.add(how);
    }

    private static Step incomplete(String sentence) {
        return new Step.Broken(new Incomplete(sentence));
    }
}
