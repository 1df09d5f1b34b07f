// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.temoin.consent.screening.domain.ScreeningProblem;
import io.temoin.eventsourcing.Rejected;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The body of an upload, filled on the event loop and emptied by one task on a virtual thread. When
 * enough waits, the request is paused and TCP holds the client back: memory does not depend on the
 * length of the file.
 */
final class ImportBody {

    private static final long WAITING = 2L * 1024 * 1024;
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Buffer END = Buffer.buffer();

    private final HttpServerRequest request;
    private final Context context;
    private final LinkedBlockingQueue<Buffer> parts = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private volatile boolean broken;

    private ImportBody(HttpServerRequest request, Context context) {
        this.request = request;
        this.context = context;
    }

    /**
     * Takes over a paused request; nothing is read before {@link #begin}. Call it on the event
     * loop: a connection that breaks meanwhile must be heard.
     */
    static ImportBody of(HttpServerRequest request, Vertx vertx) {
        ImportBody body = new ImportBody(request, vertx.getOrCreateContext());
        request.handler(body::receive);
        request.endHandler(_ -> body.parts.add(END));
        request.exceptionHandler(
                _ -> {
                    body.broken = true;
                    body.parts.add(END);
                });
        return body;
    }

    /** Runs {@code work} where the request lives. */
    void onEventLoop(Runnable work) {
        context.runOnContext(_ -> work.run());
    }

    /** Lets the bytes come. */
    void begin() {
        onEventLoop(request::resume);
    }

    /**
     * The next bytes; {@code null} at the end. Blocks. {@link #isBroken} says whether that was the
     * end of the body or of the connection.
     */
    @Nullable Buffer next() {
        try {
            Buffer part = parts.poll(SILENCE.toSeconds(), TimeUnit.SECONDS);
            if (part == null) {
                broken = true;
                return null;
            }
            if (part.length() == 0) { // the end: no part of a body is empty
                return null;
            }
            long before = waiting.getAndAdd(-part.length());
            if (before >= WAITING && before - part.length() < WAITING) {
                onEventLoop(request::resume);
            }
            return part;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            broken = true;
            return null;
        }
    }

    boolean isBroken() {
        return broken;
    }

    /** What the client is told when it is still there to hear it. */
    static Rejected incomplete() {
        return new Rejected(
                ScreeningProblem.UPLOAD_INCOMPLETE,
                "The upload was interrupted. The bytes received so far have been stored; continue"
                        + " from Upload-Offset.");
    }

    private void receive(Buffer part) {
        parts.add(part);
        if (waiting.addAndGet(part.length()) >= WAITING) {
            request.pause();
        }
    }
}
