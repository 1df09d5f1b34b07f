// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.ReceivedEvent;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.retention.rights.accesspackage.PackageStore.CopiedPerson;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Building;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Built;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Expired;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Revoked;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Unrequested;
import io.temoin.retention.rights.accesspackage.domain.DestroyedSource;
import io.temoin.retention.rights.accesspackage.domain.RevocationReason;
import io.temoin.shredding.SubjectId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Takes packages back that copy something which had to be destroyed. */
@ApplicationScoped
class DestroyedSources {

    /** What says that something of a person is destroyed. */
    static final Set<String> EVENTS = Set.of("RecordingErased", "DocumentDestroyed");

    private static final String OWNER = "recording";
    private static final int VERSION = 1;

    private final PackageStore store;
    private final PackageStream packages;
    private final PackageRevocations revocations;

    DestroyedSources(PackageStore store, PackageStream packages, PackageRevocations revocations) {
        this.store = store;
        this.packages = packages;
        this.revocations = revocations;
    }

    /**
     * Revokes the packages of the person at the controller.
     *
     * @param consumer whose command it is
     * @throws JsonFields.Unreadable when the event cannot be understood
     */
    Uni<Void> note(ReceivedEvent event, String consumer, Instant now) {
        if (event.version() != VERSION || !event.service().equals(OWNER)) {
            return Uni.createFrom().voidItem();
        }
        JsonFields data = event.fields();
        CopiedPerson person =
                new CopiedPerson(
                        data.text("controller"), data.read("subject", SubjectId::new).value());
        DestroyedSource source = new DestroyedSource(data.text("basis"), data.instant("at"));
        return store.ofPerson(event.tenant(), person)
                .flatMap(
                        found ->
                                Multi.createFrom()
                                        .iterable(found)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                id -> note(id, source, event, consumer, now))
                                        .collect()
                                        .last()
                                        .replaceWithVoid());
    }

    private Uni<Void> note(
            UUID accessPackage,
            DestroyedSource source,
            ReceivedEvent event,
            String consumer,
            Instant now) {
        return packages.load(event.tenant(), accessPackage)
                .flatMap(
                        state ->
                                concerns(source, state)
                                        ? revoke(accessPackage, event, consumer, now)
                                        : Uni.createFrom().voidItem());
    }

    private static boolean concerns(DestroyedSource source, AccessPackage state) {
        return switch (state) {
            case Building building -> source.takesAlong(building.requested().at());
            case Built built -> source.takesAlong(built.requested().at());
            case Unrequested _, Revoked _, Expired _ -> false;
        };
    }

    /** Somebody else may have ended it in between. */
    private Uni<Void> revoke(
            UUID accessPackage, ReceivedEvent event, String consumer, Instant now) {
        return revocations
                .revoke(
                        accessPackage,
                        RevocationReason.SOURCE_DESTROYED,
                        event.command(consumer + "/" + accessPackage, now))
                .replaceWithVoid()
                .onFailure(Rejected.class)
                .recoverWithNull();
    }
}
