// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Feeds;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Puts in effect what open requests keep from being destroyed, where the command ended before it
 * had done so, and for requests of before this existed. Of the others it changes nothing.
 */
@ApplicationScoped
public class FreezeProjection {

    static final String READER = "request-freezes";

    private static final Set<String> TYPES =
            Set.of(
                    "RequestOpened",
                    "IdentityProofReceived",
                    "RequestJoined",
                    "DsrAnswered",
                    "DsrRefused",
                    "DsrWithdrawn");

    private final Feeds feeds;
    private final RequestStream requests;

    FreezeProjection(Feeds feeds, RequestStream requests) {
        this.feeds = feeds;
        this.requests = requests;
    }

    void start(@Observes StartupEvent event) {
        feeds.project(READER, TYPES, this::apply);
    }

    private Uni<Void> apply(TenantId tenant, List<StoredEvent> events) {
        List<UUID> changed =
                events.stream()
                        .filter(it -> it.stream().category().equals(RequestStream.CATEGORY))
                        .map(it -> it.fields().uuid("request"))
                        .distinct()
                        .toList();
        return Multi.createFrom()
                .iterable(changed)
                .onItem()
                .transformToUniAndConcatenate(request -> requests.freeze(tenant, request))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
