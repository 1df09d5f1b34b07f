// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageDecider;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** The streams {@code package-<id>}: one access package each. */
@ApplicationScoped
public class PackageStream {

    private static final String CATEGORY = "package";

    private final EventStore store;
    private final CommandHandler<AccessPackageCommand, AccessPackage, AccessPackageEvent> handler;

    PackageStream(EventStore store, ShreddableKeys keys) {
        this.store = store;
        this.handler = new CommandHandler<>(store, codec(keys), new AccessPackageDecider());
    }

    /** How what happens to packages is recorded and published. */
    public static EventCodec<AccessPackageEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(AccessPackageEvent.class, keys);
    }

    /** Handles one command; see {@link CommandHandler#handle}. */
    public Uni<CommandOutcome<AccessPackage, AccessPackageEvent>> handle(
            UUID accessPackage, AccessPackageCommand command, EventMetadata metadata) {
        return handler.handle(stream(accessPackage), command, metadata);
    }

    /** The package as of now. */
    public Uni<AccessPackage> load(TenantId tenant, UUID accessPackage) {
        return handler.replay(tenant, stream(accessPackage)).map(replayed -> replayed.state());
    }

    /** The package that a command was about before. */
    Uni<Optional<UUID>> ofCommand(TenantId tenant, UUID command) {
        return store.ofCommand(tenant, command)
                .map(
                        events ->
                                events.stream()
                                        .map(event -> event.stream())
                                        .filter(stream -> stream.category().equals(CATEGORY))
                                        .map(stream -> UUID.fromString(stream.key()))
                                        .findFirst());
    }

    private static StreamId stream(UUID accessPackage) {
        return new StreamId(CATEGORY, accessPackage.toString());
    }
}
