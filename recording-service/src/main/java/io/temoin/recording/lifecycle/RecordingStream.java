// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.recording.RecordingConfig;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.RecordingCommand;
import io.temoin.recording.lifecycle.domain.RecordingDecider;
import io.temoin.recording.lifecycle.domain.RecordingEvent;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.Requester;
import io.temoin.recording.lifecycle.domain.Role;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The streams {@code recording-<id>}: the one way to change a recording. */
@ApplicationScoped
public class RecordingStream {

    private static final String CATEGORY = "recording";

    private final EventStore store;
    private final EventCodec<RecordingEvent> codec;
    private final CommandHandler<RecordingCommand, Recording, RecordingEvent> handler;

    RecordingStream(EventStore store, ShreddableKeys keys, RecordingConfig config) {
        this.store = store;
        this.codec = new EventCodec<>(RecordingEvent.class, keys);
        this.handler = new CommandHandler<>(store, codec, new RecordingDecider(config.zone()));
    }

    /** Handles one command; see {@link CommandHandler#handle}. */
    public Uni<CommandOutcome<Recording, RecordingEvent>> handle(
            RecordingId recording, RecordingCommand command, EventMetadata metadata) {
        return handler.handle(stream(recording), command, metadata);
    }

    /** The recording as of now. */
    public Uni<Replayed<Recording>> replay(TenantId tenant, RecordingId recording) {
        return handler.replay(tenant, stream(recording));
    }

    /** Everything that happened to a recording, with its circumstances, oldest first. */
    public Uni<List<RecordedEvent<RecordingEvent>>> history(
            TenantId tenant, RecordingId recording) {
        return handler.history(tenant, stream(recording));
    }

    /**
     * What one command recorded, with its circumstances; empty when it recorded nothing. A granted
     * listening bears the id of its command.
     */
    public Uni<List<RecordedEvent<RecordingEvent>>> ofCommand(TenantId tenant, UUID command) {
        return store.ofCommand(tenant, command)
                .map(events -> events.stream().filter(RecordingStream::holds).toList())
                .flatMap(codec::decodeAll);
    }

    /** Whether an event of the feed is one of a recording. */
    static boolean holds(StoredEvent event) {
        return event.stream().category().equals(CATEGORY);
    }

    /** Decodes events of one stream. */
    public Uni<List<RecordedEvent<RecordingEvent>>> decode(List<StoredEvent> events) {
        return codec.decodeAll(events);
    }

    /** The caller as the rules see it. */
    public static Requester requester(Caller caller) {
        return new Requester(
                caller.actor(),
                new PartyId(caller.organisation()),
                caller.onBehalfOf().stream().map(PartyId::new).collect(Collectors.toSet()),
                caller.roles().stream()
                        .map(Role::named)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()));
    }

    private static StreamId stream(RecordingId recording) {
        return new StreamId(CATEGORY, recording.toString());
    }
}
