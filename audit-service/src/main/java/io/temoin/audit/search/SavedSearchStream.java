// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.search.domain.Requester;
import io.temoin.audit.search.domain.SavedSearch;
import io.temoin.audit.search.domain.SavedSearchCommand;
import io.temoin.audit.search.domain.SavedSearchDecider;
import io.temoin.audit.search.domain.SavedSearchEvent;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The streams {@code savedsearch-<id>}: one saved search each, from its first day to its last. */
@ApplicationScoped
public class SavedSearchStream {

    static final String CATEGORY = "savedsearch";

    private final CommandHandler<SavedSearchCommand, SavedSearch, SavedSearchEvent> searches;

    SavedSearchStream(SavedSearchEvents store, ShreddableKeys keys) {
        this.searches = new CommandHandler<>(store, codec(keys), new SavedSearchDecider());
    }

    static EventCodec<SavedSearchEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(SavedSearchEvent.class, keys);
    }

    /** Handles a command; what it decides is committed when the item arrives. */
    Uni<CommandOutcome<SavedSearch, SavedSearchEvent>> handle(
            UUID search, SavedSearchCommand command, EventMetadata metadata) {
        return searches.handle(stream(search), command, metadata);
    }

    /** The search as of now. */
    Uni<SavedSearch> find(TenantId tenant, UUID search) {
        return searches.replay(tenant, stream(search)).map(Replayed::state);
    }

    /** The caller as saved searches know people. */
    static Requester requester(Caller caller) {
        return new Requester(
                caller.actor(), caller.organisation(), caller.has("dpo"), caller.tenantWide());
    }

    private static StreamId stream(UUID search) {
        return new StreamId(CATEGORY, search.toString());
    }
}
