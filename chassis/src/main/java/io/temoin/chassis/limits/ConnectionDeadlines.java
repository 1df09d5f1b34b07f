// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.temoin.chassis.limits.LimitSettings.Connection;
import io.temoin.chassis.limits.WatchedConnection.Exchange;
import io.temoin.chassis.limits.WatchedConnection.Remedy;
import io.temoin.chassis.requests.BodyLimit;
import io.temoin.chassis.requests.ProblemMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Closes connections whose client does not say what it wants in time: a head that does not end, a
 * body that falls silent or trickles, nothing at all. Neither Vert.x nor Quarkus has such a limit,
 * and an idle timeout is none: a byte now and then, and it never ends. A client that does not even
 * take what was answered before is not waited for: its connection is reset.
 *
 * <p>Each event loop looks at its connections once a second, and whether a server has begun to
 * accept, whose connections are {@linkplain AcceptedConnections limited}. A connection with a
 * request under way whose body has arrived is never closed, however long its answer lasts; one
 * whose client would send and is not read (the service is busy, or the disk is) neither.
 *
 * <p>A request that has arrived and is not answered in time, whatever hangs behind it, is answered
 * with 503: its client must not wait for ever, and statements have no time limit while a database
 * hangs.
 *
 * <p>While the service waits before it stops, each answer ends its connection. A proxy that keeps
 * one open would send a request through it just as it is closed, and must not repeat a command.
 */
@ApplicationScoped
class ConnectionDeadlines {

    /** Before everything else that looks at a request. */
    private static final int FIRST = 10_000;

    private static final long LOOK_MS = 1_000;
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(LOOK_MS);

    private final Vertx vertx;
    private final Connection limits;
    private final List<SingleThreadEventLoop> watching = new CopyOnWriteArrayList<>();
    private final List<ScheduledFuture<?>> looks = new CopyOnWriteArrayList<>();
    private volatile boolean leaving;

    ConnectionDeadlines(Vertx vertx, LimitSettings settings) {
        this.vertx = vertx;
        this.limits = settings.connection();
    }

    void register(@Observes Filters filters) {
        filters.register(this::begin, FIRST);
    }

    /** The management port's requests are short, but its connections are connections too. */
    void register(@Observes ManagementInterface management) {
        management.router().route().order(Integer.MIN_VALUE).handler(this::begin);
    }

    void start(@Observes StartupEvent event) {
        VertxInternal netty = (VertxInternal) vertx;
        for (EventLoopGroup loops :
                List.of(netty.getEventLoopGroup(), netty.getAcceptorEventLoopGroup())) {
            for (EventExecutor executor : loops) {
                if (executor instanceof SingleThreadEventLoop loop) {
                    watching.add(loop);
                    looks.add(
                            loop.scheduleWithFixedDelay(
                                    () -> look(loop), LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS));
                }
            }
        }
    }

    /** A second later, connections would be open that nobody counted. */
    void listening(@ObservesAsync HttpServerStart event) {
        lookNow();
    }

    void listeningWithTls(@ObservesAsync HttpsServerStart event) {
        lookNow();
    }

    private void lookNow() {
        watching.forEach(loop -> loop.execute(() -> look(loop)));
    }

    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        leaving = true;
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        looks.forEach(look -> look.cancel(false));
    }

    private void look(SingleThreadEventLoop loop) {
        long now = System.nanoTime();
        List<Channel> accepted = new ArrayList<>();
        loop.registeredChannelsIterator()
                .forEachRemaining(
                        channel -> {
                            if (channel instanceof ServerChannel) {
                                AcceptedConnections.limit(channel, limits.max());
                            } else if (channel.parent() != null) { // none of ours to others
                                accepted.add(channel);
                            }
                        });
        for (Channel channel : accepted) {
            WatchedConnection.of(channel, now).look(limits, now, LOOK);
        }
    }

    private void begin(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.connection() instanceof ConnectionBase connection) {
            WatchedConnection watched =
                    WatchedConnection.of(connection.channel(), System.nanoTime());
            Remedy remedy = remedy(context, connection, watched);
            Exchange exchange =
                    request.version() == HttpVersion.HTTP_2
                            ? watched.beginStream(request, remedy, System.nanoTime())
                            : watched.begin(request, remedy, System.nanoTime());
            if (leaving && request.version() != HttpVersion.HTTP_2) {
                BodyLimit.closeAfterwards(context);
                context.addEndHandler(_ -> request.connection().close());
            }
            context.addEndHandler(
                    _ ->
                            connection
                                    .channel()
                                    .eventLoop()
                                    .execute(() -> exchange.end(System.nanoTime())));
        }
        context.next();
    }

    private static Remedy remedy(
            RoutingContext context, ConnectionBase connection, WatchedConnection watched) {
        return new Remedy(
                () -> connection.getContext().runOnContext(_ -> cutOff(context, watched)),
                () -> connection.getContext().runOnContext(_ -> giveUp(context)));
    }

    /** What it waits for may still be done: as after any outage, the client repeats its request. */
    private static void giveUp(RoutingContext context) {
        if (!context.response().headWritten() && !context.response().closed()) {
            ProblemMapper.answer(context, new TimeoutException("no answer in time"));
        }
    }

    /** Says why, where nothing was said yet. */
    private static void cutOff(RoutingContext context, WatchedConnection watched) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.ended()) {
            return;
        }
        if (!response.headWritten()) {
            BodyLimit.closeAfterwards(context);
            ProblemMapper.answer(context, "request-timeout");
        }
        if (context.request().version() == HttpVersion.HTTP_2) {
            response.reset();
        } else {
            context.request().connection().close();
            watched.noteClosing(System.nanoTime());
        }
    }
}
