// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.retention.report.domain.ContractBusiness;
import io.temoin.retention.report.domain.ContractBusinessDecider;
import io.temoin.retention.report.domain.ContractCommand;
import io.temoin.retention.report.domain.ContractEvent;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The streams {@code contract-<controller>-<fingerprint>}: what belongs to a contract, and what
 * happened to it.
 */
@ApplicationScoped
public class ContractStream {

    private static final String CATEGORY = "contract";

    private final CommandHandler<ContractCommand, ContractBusiness, ContractEvent> contracts;

    ContractStream(EventStore store, ShreddableKeys keys) {
        this.contracts = new CommandHandler<>(store, codec(keys), new ContractBusinessDecider());
    }

    /** How the events are written and read. */
    public static EventCodec<ContractEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(ContractEvent.class, keys);
    }

    /** Records what was said of a contract. */
    public Uni<CommandOutcome<ContractBusiness, ContractEvent>> handle(
            ContractCommand command, EventMetadata metadata) {
        return contracts.handle(
                stream(command.controller(), command.contract()), command, metadata);
    }

    /** What is known of a contract. */
    public Uni<ContractBusiness> find(TenantId tenant, String controller, String contract) {
        return contracts
                .replay(tenant, stream(controller, contract))
                .map(replayed -> replayed.state());
    }

    /** All that was said of a contract, oldest first. */
    public Uni<List<RecordedEvent<ContractEvent>>> history(
            TenantId tenant, String controller, String contract) {
        return contracts.history(tenant, stream(controller, contract));
    }

    private static StreamId stream(String controller, String contract) {
        return new StreamId(CATEGORY, controller + "-" + contract);
    }
}
