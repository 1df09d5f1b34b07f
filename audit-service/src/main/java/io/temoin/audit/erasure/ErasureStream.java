// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.erasure.domain.CompleteErasure;
import io.temoin.audit.erasure.domain.Erasure;
import io.temoin.audit.erasure.domain.ErasureDecider;
import io.temoin.audit.erasure.domain.SubjectErased;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.shredding.ShreddableKeys;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.Decision;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.Replayed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The streams {@code erasure-<id>}: one erasure each; its id is its command's. */
@ApplicationScoped
public class ErasureStream {

    private static final String CATEGORY = "erasure";

    private final CommandHandler<CompleteErasure, Erasure, SubjectErased> erasures;

    ErasureStream(EventStore store, ShreddableKeys keys) {
        this.erasures = new CommandHandler<>(store, codec(keys), new ErasureDecider());
    }

    static EventCodec<SubjectErased> codec(ShreddableKeys keys) {
        return new EventCodec<>(SubjectErased.class, keys);
    }

    /** The erasure as of now. */
    Uni<Replayed<Erasure>> replay(TenantId tenant, UUID erasure) {
        return erasures.replay(tenant, stream(erasure));
    }

    /** Records what the erasure that {@code metadata}'s command asked for has done. */
    Uni<Decision<Erasure, SubjectErased>> complete(
            EventMetadata metadata,
            long entries,
            SubjectErased.Reason reason,
            SubjectErased.@Nullable Evidence evidence) {
        UUID erasure = metadata.commandId();
        return erasures.handle(
                stream(erasure),
                new CompleteErasure(erasure, entries, reason, evidence, metadata.at()),
                metadata);
    }

    private static StreamId stream(UUID erasure) {
        return new StreamId(CATEGORY, erasure.toString());
    }
}
