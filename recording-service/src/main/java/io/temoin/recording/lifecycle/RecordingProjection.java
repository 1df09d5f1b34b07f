// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

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
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordingEvent;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningGranted;
import io.temoin.recording.lifecycle.domain.RecordingEvent.ListeningRefused;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PurposeFulfilled;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingErased;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingRegistered;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingStored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Builds the list of recordings from the feed; rows and checkpoint in one transaction. */
@ApplicationScoped
public class RecordingProjection implements FeedHandler {

    private static final String READER = "recording-view";

    private static final String REGISTERED =
            """
            insert into recording_view
              (recording, state, controller, processor, subject, purposes,
               started_at, ended_at, registered_at)
            values (:recording, 'REGISTERED', :controller, :processor, :subject,
                    string_to_array(:purposes, ','), :startedAt, :endedAt, :at)
            on conflict do nothing""";

    private static final String STORED =
            """
            update recording_view
            set state = 'STORED', length = :length, sha256 = :sha256, stored_at = :at
            where recording = :recording""";

    private static final String FULFILLED =
            """
            update recording_view set fulfilled = array_append(fulfilled, cast(:purpose as text))
            where recording = :recording and not (cast(:purpose as text) = any (fulfilled))""";

    private static final String ERASED =
            """
            update recording_view set state = 'ERASED', erased_at = :at
            where recording = :recording""";

    private final Feeds feeds;
    private final RecordingStream recordings;

    RecordingProjection(Feeds feeds, RecordingStream recordings) {
        this.feeds = feeds;
        this.recordings = recordings;
    }

    void start(@Observes StartupEvent event) {
        feeds.start(READER, this);
    }

    @Override
    public void handle(List<FeedEvent> batch, FeedPosition upTo) throws Exception {
        List<StoredEvent> events =
                batch.stream().map(FeedEvent::event).filter(RecordingStream::holds).toList();
        await(
                () ->
                        recordings
                                .decode(events)
                                .chain(
                                        decoded ->
                                                Panache.withTransaction(
                                                        () -> project(decoded, upTo))));
    }

    private static Uni<Void> project(
            List<RecordedEvent<RecordingEvent>> events, FeedPosition upTo) {
        return applyAll(events).chain(() -> TenantSession.checkpoint(READER, upTo));
    }

    private static void await(Supplier<Uni<Void>> work) throws Exception {
        try {
            VertxContextSupport.subscribeAndAwait(work);
        } catch (Exception | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Not a chain of Unis: two thousand of them would overflow the stack of the event loop. */
    private static Uni<Void> applyAll(List<RecordedEvent<RecordingEvent>> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(
                        recorded ->
                                TenantSession.enter(recorded.metadata().tenant())
                                        .chain(() -> apply(recorded.event())))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> apply(RecordingEvent event) {
        return switch (event) {
            case RecordingRegistered registered ->
                    execute(
                            REGISTERED,
                            Map.of(
                                    "recording", registered.recording().value(),
                                    "controller", registered.controller().value(),
                                    "processor", registered.processor().value(),
                                    "subject", registered.subject().value(),
                                    "purposes", joined(registered.purposes()),
                                    "startedAt", registered.startedAt(),
                                    "endedAt", registered.endedAt(),
                                    "at", registered.at()));
            case RecordingStored stored ->
                    execute(
                            STORED,
                            Map.of(
                                    "recording", stored.recording().value(),
                                    "length", stored.length(),
                                    "sha256", stored.sha256(),
                                    "at", stored.at()));
            case PurposeFulfilled fulfilled ->
                    execute(
                            FULFILLED,
                            Map.of(
                                    "recording", fulfilled.recording().value(),
                                    "purpose", fulfilled.purpose().value()));
            case RecordingErased erased ->
                    execute(
                            ERASED,
                            Map.of("recording", erased.recording().value(), "at", erased.at()));
            case ListeningGranted _, ListeningRefused _ -> Uni.createFrom().voidItem();
        };
    }

    private static Uni<Void> execute(String sql, Map<String, Object> values) {
        return Panache.getSession()
                .flatMap(
                        session -> {
                            var query = session.createNativeQuery(sql);
                            values.forEach(query::setParameter);
                            return query.executeUpdate();
                        })
                .replaceWithVoid();
    }

    private static String joined(List<PurposeCode> purposes) {
        return purposes.stream().map(PurposeCode::value).collect(Collectors.joining(","));
    }
}
