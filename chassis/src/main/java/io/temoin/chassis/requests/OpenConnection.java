// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/** The connection that a long answer is sent on. */
public final class OpenConnection {

    private final HttpServerRequest asked;

    public OpenConnection(HttpServerRequest asked) {
        this.asked = asked;
    }

    /**
     * Drops what waits to be sent, here and in the kernel, instead of delivering it when the client
     * reads on; whoever waits to send more is woken by a failure. Safe from every thread.
     */
    public void reset() {
        if (!(asked.connection() instanceof ConnectionBase connection)) {
            throw new IllegalStateException("answers are sent on a connection of Vert.x");
        }
        if (asked.version() == HttpVersion.HTTP_2) { // others use the connection, too
            connection.getContext().runOnContext(_ -> asked.response().reset());
            return;
        }
        // Not through the channel: Vert.x would wait there until the client has taken everything.
        ChannelHandlerContext context = connection.channelHandlerContext();
        context.executor().execute(() -> reset(context));
    }

    private static void reset(ChannelHandlerContext context) {
        Channel channel = context.channel();
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            var _ = context.close();
        }
    }
}
