// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.packageparts.domain.PackagePart;
import io.temoin.packageparts.domain.PackagePartCommand;
import io.temoin.packageparts.domain.PackagePartDecider;
import io.temoin.packageparts.domain.PackagePartEvent;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The streams {@code part-<package>}: what one service said of its part of a package. */
@ApplicationScoped
public class PackagePartStream {

    /** The category of these streams. */
    public static final String CATEGORY = "part";

    private final CommandHandler<PackagePartCommand, PackagePart, PackagePartEvent> handler;

    PackagePartStream(EventStore store, ShreddableKeys keys) {
        this.handler = new CommandHandler<>(store, codec(keys), new PackagePartDecider());
    }

    /** How what is said of parts is recorded and published. */
    public static EventCodec<PackagePartEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(PackagePartEvent.class, keys);
    }

    Uni<CommandOutcome<PackagePart, PackagePartEvent>> handle(
            UUID accessPackage, PackagePartCommand command, EventMetadata metadata) {
        return handler.handle(stream(accessPackage), command, metadata);
    }

    Uni<PackagePart> load(TenantId tenant, UUID accessPackage) {
        return handler.replay(tenant, stream(accessPackage)).map(replayed -> replayed.state());
    }

    private static StreamId stream(UUID accessPackage) {
        return new StreamId(CATEGORY, accessPackage.toString());
    }
}
