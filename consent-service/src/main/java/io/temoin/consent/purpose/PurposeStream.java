// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.purpose.domain.ControllerPurpose;
import io.temoin.consent.purpose.domain.PurposeCode;
import io.temoin.consent.purpose.domain.PurposeCommand;
import io.temoin.consent.purpose.domain.PurposeDecider;
import io.temoin.consent.purpose.domain.PurposeEvent;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.inject.Singleton;
import java.util.List;

/** The streams {@code purpose-<controller>-<code>}: one per controller and purpose. */
@Singleton
class PurposeStream {

    private static final String CATEGORY = "purpose";

    private final CommandHandler<PurposeCommand, ControllerPurpose, PurposeEvent> handler;

    PurposeStream(EventStore store, ShreddableKeys keys) {
        this.handler = new CommandHandler<>(store, codec(keys), new PurposeDecider());
    }

    static EventCodec<PurposeEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(PurposeEvent.class, keys);
    }

    Uni<CommandOutcome<ControllerPurpose, PurposeEvent>> handle(
            PurposeCode purpose, PurposeCommand command, EventMetadata metadata) {
        return handler.handle(streamOf(command.controller(), purpose), command, metadata);
    }

    /** As of now. */
    Uni<ControllerPurpose> state(TenantId tenant, PartyId controller, PurposeCode purpose) {
        return handler.replay(tenant, streamOf(controller, purpose))
                .map(replayed -> replayed.state());
    }

    /** Everything that happened to the purpose, oldest first. */
    Uni<List<RecordedEvent<PurposeEvent>>> history(
            TenantId tenant, PartyId controller, PurposeCode purpose) {
        return handler.history(tenant, streamOf(controller, purpose));
    }

    /** A code as one word: that of no other purpose, whatever controllers are called. */
    private static StreamId streamOf(PartyId controller, PurposeCode purpose) {
        return new StreamId(CATEGORY, controller.value() + "-" + purpose.word());
    }
}
