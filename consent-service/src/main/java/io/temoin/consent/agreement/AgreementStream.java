// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.agreement.domain.AgreementCommand;
import io.temoin.consent.agreement.domain.AgreementDecider;
import io.temoin.consent.agreement.domain.AgreementEvent;
import io.temoin.consent.agreement.domain.ProcessingAgreements;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.inject.Singleton;

/**
 * The streams {@code agreement-<length>-<controller>-<processor>}: every agreement of a controller
 * and a processor in one. The length is the controller's id's: without it {@code a-b} and {@code c}
 * would share a stream with {@code a} and {@code b-c}, and with it their instructions.
 */
@Singleton
public class AgreementStream {

    private static final String CATEGORY = "agreement";

    private final CommandHandler<AgreementCommand, ProcessingAgreements, AgreementEvent> handler;

    AgreementStream(EventStore store, ShreddableKeys keys) {
        this.handler = new CommandHandler<>(store, codec(keys), new AgreementDecider());
    }

    static EventCodec<AgreementEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(AgreementEvent.class, keys);
    }

    Uni<CommandOutcome<ProcessingAgreements, AgreementEvent>> handle(
            PartyId processor, AgreementCommand command, EventMetadata metadata) {
        return handler.handle(streamOf(command.controller(), processor), command, metadata);
    }

    /** Every agreement of the two, as of now. */
    public Uni<Replayed<ProcessingAgreements>> replay(
            TenantId tenant, PartyId controller, PartyId processor) {
        return handler.replay(tenant, streamOf(controller, processor));
    }

    static StreamId streamOf(PartyId controller, PartyId processor) {
        return new StreamId(
                CATEGORY,
                controller.value().length() + "-" + controller.value() + "-" + processor.value());
    }
}
