// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.erasure.domain.Erasure;
import io.temoin.audit.erasure.domain.ErasureCommand;
import io.temoin.audit.erasure.domain.ErasureCommand.CompleteErasure;
import io.temoin.audit.erasure.domain.ErasureCommand.DeferErasure;
import io.temoin.audit.erasure.domain.ErasureCommand.NoteKeyDestroyed;
import io.temoin.audit.erasure.domain.ErasureDecider;
import io.temoin.audit.erasure.domain.ErasureEvent;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The streams {@code erasure-<id>}: one erasure each; its id is its command's. */
@ApplicationScoped
public class ErasureStream {

    private static final String CATEGORY = "erasure";

    private final CommandHandler<ErasureCommand, Erasure, ErasureEvent> erasures;

    ErasureStream(EventStore store, ShreddableKeys keys) {
        this.erasures = new CommandHandler<>(store, codec(keys), new ErasureDecider());
    }

    static EventCodec<ErasureEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(ErasureEvent.class, keys);
    }

    /** The erasure as of now. */
    Uni<Replayed<Erasure>> replay(TenantId tenant, UUID erasure) {
        return erasures.replay(tenant, stream(erasure));
    }

    /** Records that the person's key is destroyed. */
    Uni<Void> note(EventMetadata metadata, NoteKeyDestroyed command) {
        return erasures.handle(stream(command.erasure()), command, metadata).replaceWithVoid();
    }

    /** Records what the erasure did. */
    Uni<CommandOutcome<Erasure, ErasureEvent>> complete(
            EventMetadata metadata, CompleteErasure command) {
        return erasures.handle(stream(command.erasure()), command, metadata);
    }

    /** Records that the entries are left to their period. */
    Uni<Void> defer(EventMetadata metadata, DeferErasure command) {
        return erasures.handle(stream(command.erasure()), command, metadata).replaceWithVoid();
    }

    /** Which erasure a stream of this category is of. */
    static UUID erasure(String stream) {
        return UUID.fromString(stream.substring(CATEGORY.length() + 1));
    }

    private static StreamId stream(UUID erasure) {
        return new StreamId(CATEGORY, erasure.toString());
    }
}
