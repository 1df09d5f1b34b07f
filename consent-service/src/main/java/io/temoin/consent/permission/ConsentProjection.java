// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.Feeds;
import io.temoin.chassis.TenantSession;
import io.temoin.consent.permission.ConsentView.ConsentRow;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.feed.FeedEvent;
import io.temoin.eventsourcing.feed.FeedHandler;
import io.temoin.eventsourcing.feed.FeedPosition;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.StoredEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of {@link ConsentView}, from the feed of this service's own events. Rows and
 * checkpoint change in one transaction, so every event counts once.
 */
@ApplicationScoped
class ConsentProjection implements FeedHandler {

    private static final String READER = "consents";

    private final Feeds feeds;

    ConsentProjection(Feeds feeds) {
        this.feeds = feeds;
    }

    void start(@Observes StartupEvent event) {
        feeds.start(READER, this);
    }

    @Override
    public void handle(List<FeedEvent> batch, FeedPosition upTo) throws Exception {
        Map<TenantId, List<StoredEvent>> byTenant = new LinkedHashMap<>();
        for (FeedEvent next : batch) {
            if (changesTheList(next.event())) {
                byTenant.computeIfAbsent(next.event().metadata().tenant(), _ -> new ArrayList<>())
                        .add(next.event());
            }
        }
        await(() -> Panache.withTransaction(() -> apply(byTenant, upTo)));
    }

    private static Uni<Void> apply(Map<TenantId, List<StoredEvent>> byTenant, FeedPosition upTo) {
        return inTurn(byTenant.entrySet(), tenant -> apply(tenant.getKey(), tenant.getValue()))
                .chain(() -> TenantSession.checkpoint(READER, upTo));
    }

    private static Uni<Void> apply(TenantId tenant, List<StoredEvent> events) {
        return TenantSession.enter(tenant)
                .chain(() -> inTurn(events, ConsentProjection::apply))
                // Before the next tenant is entered: row-level security looks at the tenant of now.
                .chain(Panache::flush);
    }

    /** Not a chain of Unis: two thousand of them would overflow the stack of the event loop. */
    private static <T> Uni<Void> inTurn(Iterable<T> items, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static boolean changesTheList(StoredEvent event) {
        return event.type().equals("ConsentGiven") || event.type().equals("ConsentWithdrawn");
    }

    private static Uni<Void> apply(StoredEvent event) {
        JsonNode payload = json(event);
        return event.type().equals("ConsentGiven")
                ? row(event.metadata().tenant(), payload).persist().replaceWithVoid()
                : withdraw(payload);
    }

    private static ConsentRow row(TenantId tenant, JsonNode given) {
        ConsentRow row = new ConsentRow();
        row.id = UUID.fromString(text(given, "consent"));
        row.tenant = tenant.value();
        row.controller = text(given, "controller");
        row.processor = optional(given, "processor");
        row.subject = text(given, "subject");
        List<String> purposes = new ArrayList<>();
        given.required("purposes").forEach(purpose -> purposes.add(purpose.textValue()));
        row.purposes(purposes);
        row.channel = text(given.required("proof"), "channel");
        row.collectedBy = text(given, "collectedBy");
        row.collectedAt = Instant.parse(text(given, "collectedAt"));
        row.validUntil = Instant.parse(text(given, "validUntil"));
        return row;
    }

    /** A consent collected after the withdrawal was stated stands. */
    private static Uni<Void> withdraw(JsonNode withdrawn) {
        Instant statedAt = Instant.parse(text(withdrawn, "statedAt"));
        return ConsentRow.update(
                        "withdrawnAt = ?1 where controller = ?2 and subject = ?3"
                                + " and collectedAt <= ?1 and withdrawnAt is null",
                        statedAt,
                        text(withdrawn, "controller"),
                        text(withdrawn, "subject"))
                .replaceWithVoid();
    }

    private static JsonNode json(StoredEvent event) {
        try {
            return EventCodec.JSON.readTree(event.payload());
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("event " + event.id() + " is not JSON", failure);
        }
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).textValue();
    }

    private static @Nullable String optional(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null ? null : value.textValue();
    }

    /** Hibernate Reactive lives on the event loop; the feed's thread waits for it. */
    private static void await(java.util.function.Supplier<Uni<Void>> work) throws Exception {
        try {
            VertxContextSupport.subscribeAndAwait(work);
        } catch (Exception failure) {
            throw failure;
        } catch (Throwable error) {
            throw new IllegalStateException("the projection failed", error);
        }
    }
}
