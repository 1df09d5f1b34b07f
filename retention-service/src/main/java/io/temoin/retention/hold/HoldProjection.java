// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Feeds;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.retention.hold.domain.HoldEvent;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Puts holds in effect that are recorded, but whose command ended before it had done so. Of the
 * others it changes nothing.
 */
@ApplicationScoped
public class HoldProjection {

    static final String READER = "legal-holds";

    private final Feeds feeds;
    private final HoldStore store;
    private final EventCodec<HoldEvent> codec;

    HoldProjection(Feeds feeds, HoldStore store, ShreddableKeys keys) {
        this.feeds = feeds;
        this.store = store;
        this.codec = HoldStream.codec(keys);
    }

    void start(@Observes StartupEvent event) {
        feeds.project(READER, codec.versions().keySet(), this::apply);
    }

    private Uni<Void> apply(TenantId tenant, List<StoredEvent> events) {
        List<StoredEvent> ofHolds =
                events.stream()
                        .filter(event -> event.stream().category().equals(HoldStream.CATEGORY))
                        .toList();
        return codec.decodeAll(ofHolds)
                .flatMap(
                        decoded ->
                                Multi.createFrom()
                                        .iterable(decoded)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                recorded -> store.apply(tenant, recorded))
                                        .collect()
                                        .last()
                                        .replaceWithVoid());
    }
}
