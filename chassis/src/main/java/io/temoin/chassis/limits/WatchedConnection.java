// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AttributeKey;
import io.temoin.chassis.limits.LimitSettings.Connection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connection's client has sent, and since when it owes the rest. Everything happens on the
 * event loop of the connection.
 */
final class WatchedConnection extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<WatchedConnection> KEY =
            AttributeKey.valueOf(WatchedConnection.class, "watched");

    private static final double NANOS = 1e9;

    /** As Vert.x calls its decoder of HTTP/1.1; a connection of HTTP/2 has none. */
    private static final String DECODER = "httpDecoder";

    /**
     * What is done about an exchange that takes too long.
     *
     * @param bodyOverdue the client does not send its body
     * @param answerOverdue the body is there, and the service does not answer
     */
    record Remedy(Runnable bodyOverdue, Runnable answerOverdue) {}

    /** A request under way. */
    abstract class Exchange {

        private final Remedy remedy;
        private final long began;
        private @Nullable Long arrived;
        private boolean overdue;

        Exchange(Remedy remedy, long now) {
            this.remedy = remedy;
            this.began = now;
        }

        /** It was answered, or its client is gone. */
        final void end(long now) {
            if (exchanges.remove(this) && exchanges.isEmpty()) {
                idleSince = now;
            }
        }

        /** Whether the whole body is there. */
        abstract boolean hasArrived();

        /** How many bytes came for it until now. */
        abstract long bytes();

        /** When the last of them came, at the earliest. */
        abstract long heardAt(long now);

        /** How long the client could not send since the service did not read. */
        abstract long notRead();

        /** Notes time in which it was not read; on HTTP/1.1 its connection does, for all. */
        void noteWhetherRead(long now, long sinceLastLook) {}

        private void look(Connection limits, long now, long sinceLastLook) {
            noteWhetherRead(now, sinceLastLook);
            if (overdue) {
                return;
            }
            if (hasArrived()) {
                long since = arrived == null ? now : arrived;
                arrived = since;
                overdue = now - since > limits.answer().toNanos();
            } else {
                overdue = isLate(limits, now);
            }
            if (overdue && arrived != null) {
                remedy.answerOverdue().run();
            } else if (overdue) {
                remedy.bodyOverdue().run();
            }
        }

        private boolean isLate(Connection limits, long now) {
            long patience = limits.bodySilence().toNanos();
            long took = now - began - notRead();
            boolean silent = now - Math.max(heardAt(now), began) > patience;
            boolean trickles =
                    took > patience && bytes() / (took / NANOS) < limits.bodyBytesPerSecond();
            return silent || trickles;
        }
    }

    /** One of HTTP/1.1, where what the connection sends is for the request under way. */
    private final class Single extends Exchange {

        private final long number = ++begun;
        private final long receivedBefore = received;
        private final long notReadBefore = notRead;

        private final HttpServerRequest request;
        private final boolean bodiless;

        Single(HttpServerRequest request, Remedy remedy, long now) {
            super(remedy, now);
            this.request = request;
            this.bodiless = announcesNoBody(request);
        }

        /**
         * The end of the first body of a connection may pass before it is watched, so what was read
         * counts as well.
         */
        @Override
        boolean hasArrived() {
            return bodiless || request.isEnded() || ended >= number;
        }

        @Override
        long bytes() {
            return received - receivedBefore;
        }

        @Override
        long heardAt(long now) {
            return heardAt;
        }

        @Override
        long notRead() {
            return notRead - notReadBefore;
        }
    }

    /** One of several on a connection of HTTP/2. */
    private final class Stream extends Exchange {

        private final HttpServerRequest request;
        private long bytes;
        private long heardAt;
        private long notRead;

        Stream(HttpServerRequest request, Remedy remedy, long now) {
            super(remedy, now);
            this.request = request;
            this.heardAt = now;
        }

        /** A stream that an upgrade opened has no frame that ends it. */
        @Override
        boolean hasArrived() {
            return request.isEnded()
                    || (request.method().equals(HttpMethod.GET) && announcesNoBody(request));
        }

        @Override
        long bytes() {
            return bytes;
        }

        @Override
        long heardAt(long now) {
            if (request.bytesRead() > bytes) {
                bytes = request.bytesRead();
                heardAt = now;
            }
            return heardAt;
        }

        @Override
        long notRead() {
            return notRead;
        }

        /**
         * What came and was not taken yet is held back from the client's window (RFC 9113 §5.2),
         * and so is it when other streams have used up the window of the connection.
         */
        @Override
        void noteWhetherRead(long now, long sinceLastLook) {
            Http2ConnectionHandler http2 = channel.pipeline().get(Http2ConnectionHandler.class);
            if (http2 == null) {
                return;
            }
            Http2Connection connection = http2.connection();
            Http2LocalFlowController windows = connection.local().flowController();
            Http2Stream stream = connection.stream(request.streamId());
            if ((stream != null && windows.unconsumedBytes(stream) > 0)
                    || windows.windowSize(connection.connectionStream()) <= 0) {
                heardAt = now;
                notRead += sinceLastLook;
            }
        }
    }

    /** Sees the end of a body when it is decoded, also where nobody has read it yet. */
    private final class BodyEnds extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            if (message instanceof LastHttpContent) {
                ended++;
            }
            super.channelRead(context, message);
        }
    }

    private static boolean announcesNoBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
                && (length == null || length.equals("0"));
    }

    private final Channel channel;
    private final List<Exchange> exchanges = new ArrayList<>(1);
    private long received;
    private long heardAt;
    private long notRead;

    /** Requests of HTTP/1.1 come one after the other: so many began, and so many bodies ended. */
    private long begun;

    private long ended;
    private long idleSince;

    /** Since when a head is on its way; absent when none is. */
    private @Nullable Long headSince;

    /** Whether messages are seen as they are decoded. */
    private boolean following;

    private boolean closing;

    /** How many bytes its client has not taken yet, and since when it was no less. */
    private long left;

    private long takenAt;

    private WatchedConnection(Channel channel, long now) {
        this.channel = channel;
        this.heardAt = now;
        this.idleSince = now;
        this.headSince = now; // a connection is made to ask something
    }

    /** The watch over a connection, which begins now unless it has begun. */
    static WatchedConnection of(Channel channel, long now) {
        WatchedConnection known = channel.attr(KEY).get();
        if (known != null) {
            known.follow();
            return known;
        }
        WatchedConnection watched = new WatchedConnection(channel, now);
        channel.attr(KEY).set(watched);
        channel.pipeline().addFirst(watched);
        watched.follow();
        return watched;
    }

    private void follow() {
        if (!following && speaksHttp1(channel)) {
            following = true;
            channel.pipeline().addAfter(DECODER, null, new BodyEnds());
            channel.pipeline().addAfter(DECODER, null, new HostLines());
        }
    }

    /**
     * Whether it is known that a connection speaks HTTP/1.1, as with TLS only the handshake says.
     */
    static boolean speaksHttp1(Channel channel) {
        return channel.pipeline().get(DECODER) != null;
    }

    /**
     * The head of a request has arrived.
     *
     * @param remedy what is done when its body does not, or no answer comes
     */
    Exchange begin(HttpServerRequest request, Remedy remedy, long now) {
        return add(new Single(request, remedy, now));
    }

    /** The same for a request of HTTP/2. */
    Exchange beginStream(HttpServerRequest request, Remedy remedy, long now) {
        return add(new Stream(request, remedy, now));
    }

    private Exchange add(Exchange exchange) {
        headSince = null;
        exchanges.add(exchange);
        return exchange;
    }

    /** Whether a client could lose nothing if it were closed: it has asked, and been answered. */
    boolean isIdle() {
        return exchanges.isEmpty() && headSince == null;
    }

    /** Ends what is overdue. */
    void look(Connection limits, long now, long sinceLastLook) {
        if (closing) {
            resetUnlessTaken(limits, now);
            return;
        }
        if (exchanges.isEmpty()) {
            Long head = headSince;
            boolean over =
                    head != null
                            ? now - head > limits.head().toNanos()
                            : now - idleSince > limits.idle().toNanos();
            if (over) {
                var _ = channel.close();
                noteClosing(now);
            }
            return;
        }
        if (!channel.config().isAutoRead()) {
            heardAt = now;
            notRead += sinceLastLook;
        }
        List.copyOf(exchanges).forEach(exchange -> exchange.look(limits, now, sinceLastLook));
    }

    /** It was told to close, which it does when its client has taken what is on its way. */
    void noteClosing(long now) {
        closing = true;
        takenAt = now;
        left = Long.MAX_VALUE;
    }

    /**
     * A client that takes nothing would keep the connection for ever. What it has not taken is
     * dropped, here and in the kernel.
     */
    private void resetUnlessTaken(Connection limits, long now) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        long bytes =
                waiting == null ? 0 : waiting.totalPendingWriteBytes() - waiting.currentProgress();
        if (bytes < left) {
            left = bytes;
            takenAt = now;
        } else if (now - takenAt > limits.bodySilence().toNanos()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.unsafe().close(channel.voidPromise()); // the handlers of Vert.x would wait
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        heardAt = System.nanoTime();
        if (message instanceof ByteBuf bytes) {
            received += bytes.readableBytes();
        }
        // On a connection of HTTP/2 it may be a ping: a head that does not end is then idle time.
        if (exchanges.isEmpty() && headSince == null && speaksHttp1(channel)) {
            headSince = heardAt;
        }
        super.channelRead(context, message);
    }
}
