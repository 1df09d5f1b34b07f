// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisConfig;
import io.temoin.eventsourcing.feed.EventFeed;
import io.temoin.eventsourcing.feed.FeedHandler;
import io.temoin.eventsourcing.feed.FeedReader;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** The readers of this service's event feed: the relay to Kafka and the projections. */
@ApplicationScoped
public class Feeds {

    private static final Logger LOG = Logger.getLogger(Feeds.class);
    private static final long LAG_PERIOD_MS = 5_000;
    private static final EventFeed.Lag NO_LAG = new EventFeed.Lag(0, 0);

    private final Pool pool;
    private final ChassisConfig config;
    private final MeterRegistry metrics;
    private final Vertx vertx;
    private final List<FeedReader> readers = new CopyOnWriteArrayList<>();
    private final List<String> projections = new CopyOnWriteArrayList<>();

    Feeds(
            @ReactiveDataSource("feed") Pool pool,
            ChassisConfig config,
            MeterRegistry metrics,
            Vertx vertx) {
        this.pool = pool;
        this.config = config;
        this.metrics = metrics;
        this.vertx = vertx;
    }

    /** Starts a reader; it is woken after every commit of this process and closed at shutdown. */
    public void start(String reader, FeedHandler handler) {
        ChassisConfig.Feed feed = config.feed();
        FeedReader started =
                FeedReader.start(reader, pool, handler, feed.batchSize(), feed.pollInterval());
        readers.add(started);
        watchLag(reader, started);
    }

    /** Starts a reader that keeps a read model, as {@link Projection} says. */
    public void project(String reader, Set<String> types, Projection.Rows rows) {
        start(reader, new Projection(reader, config.feed().projectionTimeout(), types, rows));
        projections.add(reader);
    }

    /** The names of the readers that keep read models. */
    public List<String> projections() {
        return List.copyOf(projections);
    }

    /** Says that events were committed. Cheap; safe from any thread. */
    public void wake() {
        readers.forEach(FeedReader::wake);
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        readers.forEach(FeedReader::close);
    }

    /** How far behind the reader is, whichever process owns it: the checkpoint says so to all. */
    private void watchLag(String name, FeedReader reader) {
        AtomicReference<EventFeed.Lag> lag = new AtomicReference<>(NO_LAG);
        Tags tags = Tags.of("reader", name);
        metrics.gauge("temoin.feed.lag.seconds", tags, lag, last -> last.get().seconds());
        metrics.gauge("temoin.feed.lag.events", tags, lag, last -> last.get().events());
        metrics.gauge("temoin.feed.owned", tags, reader, own -> own.position().isPresent() ? 1 : 0);
        EventFeed feed = new EventFeed(pool);
        vertx.setPeriodic(
                LAG_PERIOD_MS,
                _ ->
                        reader.position()
                                .map(Uni.createFrom()::item)
                                .orElseGet(() -> feed.checkpoint(name))
                                .chain(feed::lagAfter)
                                .subscribe()
                                .with(
                                        lag::set,
                                        failure ->
                                                LOG.warnf(
                                                        failure,
                                                        "the lag of feed %s could not be"
                                                                + " determined",
                                                        name)));
    }
}
