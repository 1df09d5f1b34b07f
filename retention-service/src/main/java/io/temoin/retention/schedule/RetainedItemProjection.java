// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.Feeds;
import io.temoin.chassis.TenantSession;
import io.temoin.eventsourcing.feed.FeedEvent;
import io.temoin.eventsourcing.feed.FeedHandler;
import io.temoin.eventsourcing.feed.FeedPosition;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.retention.schedule.domain.ItemStage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;

/** Keeps the table of retained items in step with the events: rows and checkpoint together. */
@ApplicationScoped
public class RetainedItemProjection implements FeedHandler {

    static final String READER = "retained-items";

    private static final String PLAN =
            """
            insert into retained_item as item
              (tenant, recording, controller, subject, stage, due_on, due_at, cause, correlation)
            values (:tenant, :recording, :controller, :subject, :stage, cast(nullif(cast(:dueOn as text), '') as date),
                    cast(nullif(cast(:dueAt as text), '') as timestamptz), :cause, :correlation)
            on conflict (tenant, recording) do update set
              stage = excluded.stage, due_on = excluded.due_on, due_at = excluded.due_at,
              cause = excluded.cause, correlation = excluded.correlation, taken_at = null""";

    private static final String END =
            """
            insert into retained_item as item
              (tenant, recording, controller, subject, stage, erased_at, cause, correlation)
            values (:tenant, :recording, :controller, :subject, :stage,
                    cast(nullif(cast(:erasedAt as text), '') as timestamptz), :cause, :correlation)
            on conflict (tenant, recording) do update set
              stage = excluded.stage, erased_at = excluded.erased_at""";

    private final Feeds feeds;

    RetainedItemProjection(Feeds feeds) {
        this.feeds = feeds;
    }

    void start(@Observes StartupEvent event) {
        feeds.start(READER, this);
    }

    @Override
    public void handle(List<FeedEvent> batch, FeedPosition upTo) throws Exception {
        try {
            VertxContextSupport.subscribeAndAwait(
                    () -> Panache.withTransaction(() -> apply(batch, upTo)));
        } catch (Exception | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Not a chain of Unis: two thousand of them would overflow the stack of the event loop. */
    private static Uni<Void> apply(List<FeedEvent> batch, FeedPosition upTo) {
        return Multi.createFrom()
                .iterable(batch)
                .map(FeedEvent::event)
                .filter(event -> event.stream().category().equals(RetainedItemStream.CATEGORY))
                .onItem()
                .transformToUniAndConcatenate(RetainedItemProjection::apply)
                .collect()
                .last()
                .chain(() -> TenantSession.checkpoint(READER, upTo));
    }

    private static Uni<Void> apply(StoredEvent event) {
        return switch (event.type()) {
            case "DispositionScheduled" -> plan(event, ItemStage.SCHEDULED);
            case "RetainedUnderMinimum" -> plan(event, ItemStage.UNDER_MINIMUM);
            case "TriggerAwaited" -> plan(event, ItemStage.AWAITING_TRIGGER);
            case "ConflictRaised" -> plan(event, ItemStage.IN_CONFLICT);
            case "DispositionOrdered" -> end(event, ItemStage.ORDERED);
            case "DispositionConfirmed" -> end(event, ItemStage.DISPOSED);
            case "ErasedWithoutOrder" -> end(event, ItemStage.GONE);
            default -> Uni.createFrom().voidItem();
        };
    }

    private static Uni<Void> plan(StoredEvent event, ItemStage stage) {
        return write(PLAN, event, data(event), stage, "dueOn", "dueAt");
    }

    private static Uni<Void> end(StoredEvent event, ItemStage stage) {
        return write(END, event, data(event), stage, "erasedAt");
    }

    private static Uni<Void> write(
            String sql, StoredEvent event, JsonNode data, ItemStage stage, String... times) {
        return TenantSession.enter(event.metadata().tenant())
                .chain(Panache::getSession)
                .chain(
                        session -> {
                            var query =
                                    session.createNativeQuery(sql)
                                            .setParameter(
                                                    "tenant", event.metadata().tenant().value())
                                            .setParameter(
                                                    "recording",
                                                    UUID.fromString(
                                                            data.required("recording").asText()))
                                            .setParameter(
                                                    "controller",
                                                    data.required("controller").asText())
                                            .setParameter(
                                                    "subject", data.required("subject").asText())
                                            .setParameter("stage", stage.name())
                                            .setParameter("cause", event.id())
                                            .setParameter(
                                                    "correlation", event.metadata().correlation());
                            for (String time : times) {
                                query.setParameter(time, data.path(time).asText(""));
                            }
                            return query.executeUpdate();
                        })
                .replaceWithVoid();
    }

    private static JsonNode data(StoredEvent event) {
        try {
            return EventCodec.JSON.readTree(event.payload());
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("event " + event.id() + " is not JSON", failure);
        }
    }
}
