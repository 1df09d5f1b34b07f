// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.temoin.chassis.ChassisDatabase;
import io.temoin.chassis.TestSettings;
import io.temoin.eventsourcing.feed.EventFeed;
import io.temoin.eventsourcing.feed.FeedEvent;
import io.temoin.eventsourcing.feed.FeedHandler;
import io.temoin.eventsourcing.feed.FeedPosition;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What two replicas say of one feed, which only one of them reads. */
class FeedLagIT {

    private static final ChassisDatabase DATABASE = ChassisDatabase.start();
    private static final Pool APP = DATABASE.app();
    private static final Pool FEED = DATABASE.feed();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String READER = "lagging";

    private final EventFeed feed = new EventFeed(FEED);
    private final Replica reads = new Replica();
    private final Replica waits = new Replica();

    /** A replica whose metrics can be asked. */
    private static final class Replica {

        private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        private final Feeds feeds =
                new Feeds(FEED, new TestSettings(false), metrics, DATABASE.vertx());

        double gauge(String name) {
            return metrics.get(name).tag("reader", READER).gauge().value();
        }
    }

    /** Never done with what it is given, so that the lag stays. */
    private static final class Stuck implements FeedHandler {

        @Override
        public CompletionStage<@Nullable Void> handle(List<FeedEvent> batch, FeedPosition upTo) {
            return new CompletableFuture<>();
        }
    }

    @AfterEach
    void stop() {
        reads.feeds.stop(new ShutdownEvent());
        waits.feeds.stop(new ShutdownEvent());
    }

    @AfterAll
    static void close() {
        APP.close().await().indefinitely();
        FEED.close().await().indefinitely();
    }

    /** The one that waits knows no position of its own: it would count from the first event. */
    @Test
    void isTheSameInTheReplicaThatDoesNotRead() {
        append(10);
        feed.save(READER, end()).await().atMost(LIMIT);
        append(5);
        reads.feeds.start(READER, new Stuck());
        await().atMost(LIMIT).until(() -> reads.gauge("temoin.feed.owned") == 1);

        waits.feeds.start(READER, new Stuck());

        await().atMost(LIMIT).until(() -> reads.gauge("temoin.feed.lag.events") == 5);
        await().atMost(LIMIT).until(() -> waits.gauge("temoin.feed.lag.events") == 5);
        await().during(Duration.ofSeconds(1)).until(() -> waits.gauge("temoin.feed.owned") == 0);
    }

    private FeedPosition end() {
        FeedPosition end = FeedPosition.START;
        for (List<FeedEvent> batch = feed.after(end, 1000).await().atMost(LIMIT);
                !batch.isEmpty();
                batch = feed.after(end, 1000).await().atMost(LIMIT)) {
            end = batch.getLast().position();
        }
        return end;
    }

    private static void append(int events) {
        for (int i = 0; i < events; i++) {
            StoredEvents.append(APP, "Noted", "{}");
        }
    }
}
