// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.retention.hold.domain.HoldCommand;
import io.temoin.retention.hold.domain.HoldDecider;
import io.temoin.retention.hold.domain.HoldEvent;
import io.temoin.retention.hold.domain.LegalHold;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * The streams {@code hold-<id>}: one legal hold each; its id is that of the command that placed it.
 */
@ApplicationScoped
public class HoldStream {

    static final String CATEGORY = "hold";

    private final CommandHandler<HoldCommand, LegalHold, HoldEvent> holds;
    private final HoldStore store;

    HoldStream(EventStore events, ShreddableKeys keys, HoldStore store) {
        this.holds = new CommandHandler<>(events, codec(keys), new HoldDecider());
        this.store = store;
    }

    static EventCodec<HoldEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(HoldEvent.class, keys);
    }

    /** Handles a command; when it completes, what it changed is in effect for every order. */
    Uni<CommandOutcome<LegalHold, HoldEvent>> handle(
            UUID hold, HoldCommand command, EventMetadata metadata) {
        return holds.handle(stream(hold), command, metadata)
                .call(outcome -> apply(metadata.tenant(), outcome));
    }

    /** A repeated command as well: what was recorded then may not have come to be in effect. */
    private Uni<Void> apply(TenantId tenant, CommandOutcome<LegalHold, HoldEvent> outcome) {
        return Multi.createFrom()
                .iterable(outcome.newEvents())
                .onItem()
                .transformToUniAndConcatenate(recorded -> store.apply(tenant, recorded))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** The hold as of now. */
    Uni<Replayed<LegalHold>> replay(TenantId tenant, UUID hold) {
        return holds.replay(tenant, stream(hold));
    }

    private static StreamId stream(UUID hold) {
        return new StreamId(CATEGORY, hold.toString());
    }
}
