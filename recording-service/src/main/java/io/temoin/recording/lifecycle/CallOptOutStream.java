// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.recording.lifecycle.domain.CallOptOut;
import io.temoin.recording.lifecycle.domain.OptOutDecider;
import io.temoin.recording.lifecycle.domain.OptOutOfRecording;
import io.temoin.recording.lifecycle.domain.RecordingOptedOut;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The streams {@code call-<decision>}: whether the person refused the recording in a call. */
@ApplicationScoped
class CallOptOutStream {

    private static final String CATEGORY = "call";

    private final EventCodec<RecordingOptedOut> codec;
    private final CommandHandler<OptOutOfRecording, CallOptOut, RecordingOptedOut> handler;

    CallOptOutStream(EventStore store, ShreddableKeys keys) {
        this.codec = new EventCodec<>(RecordingOptedOut.class, keys);
        this.handler = new CommandHandler<>(store, codec, new OptOutDecider());
    }

    /** Handles one command; see {@link CommandHandler#handle}. */
    Uni<CommandOutcome<CallOptOut, RecordingOptedOut>> handle(
            OptOutOfRecording command, EventMetadata metadata) {
        return handler.handle(stream(command.permission().decision()), command, metadata);
    }

    /** What was said in a call, as of now. */
    Uni<CallOptOut> state(TenantId tenant, UUID decision) {
        return handler.replay(tenant, stream(decision)).map(replayed -> replayed.state());
    }

    /** Whether an event of the feed is one of these. */
    static boolean holds(StoredEvent event) {
        return event.stream().category().equals(CATEGORY);
    }

    /** Decodes events of the feed. */
    Uni<List<RecordedEvent<RecordingOptedOut>>> decode(List<StoredEvent> events) {
        return codec.decodeAll(events);
    }

    private static StreamId stream(UUID decision) {
        return new StreamId(CATEGORY, decision.toString());
    }
}
