// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Has a connection watched before its first request is decoded. With TLS, the handshake says what
 * the connection speaks; whatever follows passes here before the decoder that it has put in place.
 * A connection of the management port may change to HTTP/2 with its first request, which takes the
 * decoder away again: it is watched from when it is looked at.
 */
final class FirstBytes extends ChannelInboundHandlerAdapter {

    /** As Vert.x calls its handler of TLS. */
    private static final String TLS = "ssl";

    private FirstBytes() {}

    /** Call it when a connection is accepted, and has no handlers yet. */
    static void await(Channel accepted) {
        accepted.pipeline()
                .addFirst(
                        new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelActive(ChannelHandlerContext context) {
                                context.pipeline().remove(this);
                                begin(context.channel());
                                context.fireChannelActive();
                            }
                        });
    }

    private static void begin(Channel connection) {
        if (WatchedConnection.speaksHttp1(connection)) {
            WatchedConnection.of(connection, System.nanoTime());
        } else if (connection.pipeline().get(TLS) != null) {
            connection.pipeline().addLast(new FirstBytes());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        context.pipeline().remove(this);
        WatchedConnection.of(context.channel(), System.nanoTime());
        context.fireChannelRead(message);
    }
}
