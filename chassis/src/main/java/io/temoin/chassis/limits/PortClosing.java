// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Closes the port of the API half a second before the end of the shutdown delay, with the
 * connections that no request is using; what has begun is answered. Quarkus keeps the port open
 * until after the delay and answers 503 from then on, and a proxy that does not look at readiness
 * still sends requests there. From a refused connection it learns that nothing was sent, so that it
 * may ask another replica at once, whatever the method (RFC 9110 §9.2.2). The management port, with
 * its probes, stays open.
 */
@ApplicationScoped
class PortClosing {

    private static final Duration BEFORE_THE_END = Duration.ofMillis(500);

    private final Vertx vertx;
    private final Duration delay;
    private final int managementPort;

    PortClosing(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.shutdown.delay") Duration delay,
            @ConfigProperty(name = "quarkus.management.port") int managementPort) {
        this.vertx = vertx;
        this.delay = delay;
        this.managementPort = managementPort;
    }

    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        Duration wait = delay.minus(BEFORE_THE_END);
        if (wait.isPositive()) {
            vertx.setTimer(wait.toMillis(), _ -> close());
        }
    }

    private void close() {
        VertxInternal netty = (VertxInternal) vertx;
        for (EventLoopGroup loops :
                List.of(netty.getAcceptorEventLoopGroup(), netty.getEventLoopGroup())) {
            for (EventExecutor executor : loops) {
                if (executor instanceof SingleThreadEventLoop loop) {
                    loop.execute(
                            () -> loop.registeredChannelsIterator().forEachRemaining(this::close));
                }
            }
        }
    }

    private void close(Channel channel) {
        boolean accepted = channel.parent() != null;
        if ((channel instanceof ServerChannel || accepted)
                && port(channel.localAddress()) != managementPort) {
            if (!accepted || WatchedConnection.of(channel, System.nanoTime()).isIdle()) {
                var _ = channel.close();
            }
        }
    }

    private static int port(SocketAddress address) {
        return address instanceof InetSocketAddress internet ? internet.getPort() : -1;
    }
}
