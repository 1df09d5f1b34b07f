// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.intake.ErasedPersonStore;
import io.temoin.audit.search.domain.SavedSearchCommand;
import io.temoin.audit.search.domain.SavedSearchCommand.ForgetRevision;
import io.temoin.audit.search.domain.SavedSearchCommand.ForgetSavedSearch;
import io.temoin.audit.search.domain.SavedSearchEvent;
import io.temoin.audit.search.domain.SavedSearchEvent.SavedSearchChanged;
import io.temoin.audit.search.domain.SavedSearchEvent.SavedSearchCreated;
import io.temoin.audit.search.domain.SavedSearchEvent.SavedSearchDeleted;
import io.temoin.audit.search.domain.SearchContent;
import io.temoin.chassis.events.Feeds;
import io.temoin.eventsourcing.feed.FeedEvent;
import io.temoin.eventsourcing.feed.FeedHandler;
import io.temoin.eventsourcing.feed.FeedPosition;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Forgets a search that came to ask for an erased person too late for the erasure to find it. Each
 * event that has a search name somebody is looked at, after it is committed and at least once.
 *
 * <p>No search slips through. An erasure destroys the key, then looks for searches ({@link
 * SavedSearchView#naming}), which finds every event that is committed by then, in the list or not
 * yet. The event of a search that it does not find is therefore committed after the key was
 * destroyed; it is looked at here later still, and the key is seen destroyed, by whichever process
 * that was. An event that is looked at before the key is destroyed is committed before the erasure
 * looks. What is cut off, here or there, is done again: here from the checkpoint, there by the same
 * request.
 *
 * <p>A reader of its own and no part of the list's: the list does not wait for the keys' database,
 * nor does a transaction stay open meanwhile.
 */
@Singleton
class LateSearchReader implements FeedHandler {

    static final String READER = "late-searches";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Feeds feeds;
    private final LateSearchStore store;
    private final ErasedPersonStore erased;
    private final SavedSearchStream streams;
    private final SavedSearchEvents events;
    private final EventCodec<SavedSearchEvent> codec;
    private final Clock clock;

    LateSearchReader(
            Feeds feeds,
            LateSearchStore store,
            ErasedPersonStore erased,
            SavedSearchStream streams,
            SavedSearchEvents events,
            ShreddableKeys keys,
            Clock clock) {
        this.feeds = feeds;
        this.store = store;
        this.erased = erased;
        this.streams = streams;
        this.events = events;
        this.codec = SavedSearchStream.codec(keys);
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        feeds.start(READER, this);
    }

    @Override
    public Set<String> types() {
        return codec.versions().keySet();
    }

    @Override
    public CompletionStage<@Nullable Void> handle(List<FeedEvent> batch, FeedPosition upTo) {
        List<StoredEvent> saved =
                batch.stream()
                        .map(FeedEvent::event)
                        .filter(
                                event ->
                                        event.stream()
                                                .category()
                                                .equals(SavedSearchStream.CATEGORY))
                        .toList();
        for (RecordedEvent<SavedSearchEvent> recorded :
                await(events.opened(saved).flatMap(codec::decodeAll))) {
            forgetErased(recorded);
        }
        await(store.lookedAt(upTo));
        return CompletableFuture.completedFuture(null);
    }

    /** A search that was changed or deleted since is left as it is. */
    private void forgetErased(RecordedEvent<SavedSearchEvent> recorded) {
        Collection<String> named = values(recorded.event());
        for (SubjectId person : await(erased.among(recorded.metadata().tenant(), named))) {
            forget(recorded, person.value(), new ForgetSavedSearch(person.value()));
        }
        if (named.contains(SearchContent.ERASED)) { // the key is gone already
            forget(recorded, SearchContent.ERASED, new ForgetRevision(recorded.version()));
        }
    }

    private void forget(
            RecordedEvent<SavedSearchEvent> recorded, String person, SavedSearchCommand command) {
        await(streams.handle(recorded.event().savedSearch(), command, metadata(recorded, person)));
    }

    private static Collection<String> values(SavedSearchEvent event) {
        return switch (event) {
            case SavedSearchCreated created -> created.filters().values();
            case SavedSearchChanged changed -> changed.filters().values();
            case SavedSearchDeleted _ -> List.of();
        };
    }

    /** The same for the same event and person, whoever handles it and however often. */
    private EventMetadata metadata(RecordedEvent<SavedSearchEvent> recorded, String person) {
        String command = "forgetSavedSearch/" + recorded.id() + "/" + person;
        return new EventMetadata(
                recorded.metadata().tenant(),
                Actor.service("audit-service"),
                UUID.nameUUIDFromBytes(command.getBytes(StandardCharsets.UTF_8)),
                null,
                recorded.metadata().correlation(),
                recorded.id(),
                null,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** The feed's thread is there to wait. */
    private static <T> T await(Uni<T> work) {
        return work.await().atMost(LIMIT);
    }
}
