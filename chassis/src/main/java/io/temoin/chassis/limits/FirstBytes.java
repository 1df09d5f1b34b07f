// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Has a connection watched before its first request is decoded. With TLS, the handshake says what
 * the connection speaks; whatever follows passes here before the decoder that it has put in place.
 */
final class FirstBytes extends ChannelInboundHandlerAdapter {

    private FirstBytes() {}

    /** Call it when a connection is accepted, and has no handlers yet. */
    static void await(Channel accepted) {
        accepted.pipeline()
                .addFirst(
                        new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelActive(ChannelHandlerContext context)
                                    throws Exception {
                                begin(context.channel());
                                super.channelActive(context);
                                context.pipeline().remove(this);
                            }
                        });
    }

    private static void begin(Channel connection) {
        if (WatchedConnection.speaksHttp1(connection)) {
            WatchedConnection.of(connection, System.nanoTime());
        } else {
            connection.pipeline().addLast(new FirstBytes());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        WatchedConnection.of(context.channel(), System.nanoTime());
        super.channelRead(context, message);
        context.pipeline().remove(this);
    }
}
