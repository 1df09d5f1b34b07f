// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.Rejected;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Objects;

/**
 * Whether a request has a body. HTTP/1.1 says so in its head; a request of HTTP/2 needs no header
 * for it (RFC 9113 §8.1), only frames that follow.
 */
public final class RequestBodies {

    private RequestBodies() {}

    /** Whether a body is announced, has come, or may still come. */
    public static boolean mayCome(HttpServerRequest request) {
        return isAnnounced(request) || request.bytesRead() > 0 || isOpen(request);
    }

    /** The same for certain, once the first bytes or the end have come; nobody else may read it. */
    static Uni<Boolean> comes(HttpServerRequest request) {
        if (isAnnounced(request) || request.bytesRead() > 0 || !isOpen(request)) {
            return Uni.createFrom().item(mayCome(request));
        }
        Context requests = Objects.requireNonNull(Vertx.currentContext(), "a request has one");
        return Uni.createFrom()
                .<Boolean>emitter(
                        emitter -> {
                            request.exceptionHandler(_ -> emitter.fail(brokenOff()));
                            request.endHandler(_ -> emitter.complete(request.bytesRead() > 0));
                            request.handler(
                                    part -> {
                                        if (part.length() > 0) { // a last frame may be empty
                                            emitter.complete(true);
                                        }
                                    });
                            request.resume();
                        })
                .emitOn(work -> requests.runOnContext(_ -> work.run()));
    }

    /** Of no interest to anybody but the client, which did it; the failure itself says no more. */
    private static Rejected brokenOff() {
        return new Rejected(
                ChassisProblem.REQUEST_INVALID, "The request was cut off before its end.");
    }

    private static boolean isAnnounced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                : !length.equals("0");
    }

    /** The frame of the head did not end the stream, and no other has. */
    private static boolean isOpen(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2
                || request.isEnded()
                || request.getHeader(HttpHeaders.CONTENT_LENGTH) != null
                || !(request.connection() instanceof ConnectionBase connection)) {
            return false;
        }
        Http2ConnectionHandler http2 =
                connection.channel().pipeline().get(Http2ConnectionHandler.class);
        Http2Stream stream = http2 == null ? null : http2.connection().stream(request.streamId());
        return stream != null && stream.state().remoteSideOpen();
    }
}
