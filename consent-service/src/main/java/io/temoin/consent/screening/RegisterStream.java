// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.screening.domain.RecordImport;
import io.temoin.consent.screening.domain.Register;
import io.temoin.consent.screening.domain.RegisterDecider;
import io.temoin.consent.screening.domain.RegisterId;
import io.temoin.consent.screening.domain.RegisterImported;
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
 * The streams {@code register-<code>}, and {@code register-suppression-<controller>}: which copies
 * of a register were in use, and since when.
 */
@Singleton
class RegisterStream {

    private static final String CATEGORY = "register";

    private final CommandHandler<RecordImport, Register, RegisterImported> registers;

    RegisterStream(EventStore store, ShreddableKeys keys) {
        this.registers = new CommandHandler<>(store, codec(keys), new RegisterDecider());
    }

    static EventCodec<RegisterImported> codec(ShreddableKeys keys) {
        return new EventCodec<>(RegisterImported.class, keys);
    }

    /** The register as of now. */
    Uni<Replayed<Register>> replay(TenantId tenant, RegisterId register) {
        return registers.replay(tenant, stream(register));
    }

    Uni<CommandOutcome<Register, RegisterImported>> handle(
            RecordImport command, EventMetadata metadata) {
        return registers.handle(stream(command.register()), command, metadata);
    }

    private static StreamId stream(RegisterId register) {
        return new StreamId(CATEGORY, register.key());
    }
}
