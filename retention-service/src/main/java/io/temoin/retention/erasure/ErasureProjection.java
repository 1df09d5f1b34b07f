// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Feeds;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.retention.rights.ErasureState;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps the table of erasures in step with the events. */
@ApplicationScoped
public class ErasureProjection {

    private static final String READER = "erasures";

    /** The event of the request that comes before those of the erasure. */
    private static final String DECISION = "ErasureDecided";

    private final Feeds feeds;
    private final ErasureStore store;

    ErasureProjection(Feeds feeds, ErasureStore store) {
        this.feeds = feeds;
        this.store = store;
    }

    void start(@Observes StartupEvent event) {
        Set<String> types = new HashSet<>(ErasureState.BY_STEP.keySet());
        types.add(DECISION);
        feeds.project(READER, types, this::apply);
    }

    private Uni<Void> apply(TenantId tenant, List<StoredEvent> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> apply(tenant, event))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> apply(TenantId tenant, StoredEvent event) {
        ErasureState step = ErasureState.BY_STEP.get(event.type());
        return step == null ? store.putDecided(tenant, event) : store.put(tenant, event, step);
    }
}
