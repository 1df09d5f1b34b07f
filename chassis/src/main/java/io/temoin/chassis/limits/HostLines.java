// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.temoin.chassis.requests.HostHeader;

/**
 * Looks at the Host header of each request of HTTP/1.1 as it is decoded. Where forwarded headers
 * are believed, Quarkus puts one Host in the place of whatever was sent, before any filter.
 */
@Sharable
final class HostLines extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest head) {
            HostHeader.examine(head);
        }
        super.channelRead(context, message);
    }
}
