// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closes connections to a port beyond a number, as soon as they are made, and has the others
 * watched. The limit of Quarkus counts a connection from its first complete head on, so it lets in
 * any number of those that say nothing.
 */
final class AcceptedConnections extends ChannelInboundHandlerAdapter {

    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    AcceptedConnections(int most) {
        this.most = most;
    }

    /** Counts the connections that a server accepts from now on, unless that was begun. */
    static void limit(Channel server, int most) {
        if (server.pipeline().get(AcceptedConnections.class) == null) {
            server.pipeline().addFirst(new AcceptedConnections(most));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof Channel accepted) {
            if (open.incrementAndGet() > most) {
                open.decrementAndGet();
                accepted.unsafe().closeForcibly();
                return;
            }
            var _ = accepted.closeFuture().addListener(_ -> open.decrementAndGet());
            FirstBytes.await(accepted);
        }
        super.channelRead(context, message);
    }
}
