// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Feeds;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Keeps the table of erasures in step with the events. */
@ApplicationScoped
public class ErasureProjection {

    private static final String READER = "erasures";

    private static final Map<String, ErasureState> STATES =
            Map.of(
                    "ErasureBegun", ErasureState.WITH_OWNERS,
                    "TrailErasureRequested", ErasureState.WITH_TRAIL,
                    "ErasureCompleted", ErasureState.COMPLETE);

    private final Feeds feeds;
    private final ErasureStore store;

    ErasureProjection(Feeds feeds, ErasureStore store) {
        this.feeds = feeds;
        this.store = store;
    }

    void start(@Observes StartupEvent event) {
        feeds.project(READER, STATES.keySet(), this::apply);
    }

    private Uni<Void> apply(TenantId tenant, List<StoredEvent> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(
                        event ->
                                store.put(
                                        tenant,
                                        event,
                                        Objects.requireNonNull(STATES.get(event.type()))))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
