// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.export.domain.Export;
import io.temoin.audit.export.domain.ExportCommand;
import io.temoin.audit.export.domain.ExportDecider;
import io.temoin.audit.export.domain.ExportEvent;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The streams {@code export-<id>}: who asked for an export, what came of it, who took it away. */
@ApplicationScoped
public class ExportStream {

    private static final String CATEGORY = "export";

    private final CommandHandler<ExportCommand, Export, ExportEvent> exports;

    ExportStream(EventStore store, ShreddableKeys keys) {
        this.exports = new CommandHandler<>(store, codec(keys), new ExportDecider());
    }

    static EventCodec<ExportEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(ExportEvent.class, keys);
    }

    /** Handles a command; what it decides is committed when the item arrives. */
    Uni<CommandOutcome<Export, ExportEvent>> handle(
            UUID export, ExportCommand command, EventMetadata metadata) {
        return exports.handle(stream(export), command, metadata);
    }

    /** All that is on record of an export, oldest first. */
    Uni<List<RecordedEvent<ExportEvent>>> history(TenantId tenant, UUID export) {
        return exports.history(tenant, stream(export));
    }

    private static StreamId stream(UUID export) {
        return new StreamId(CATEGORY, export.toString());
    }
}
