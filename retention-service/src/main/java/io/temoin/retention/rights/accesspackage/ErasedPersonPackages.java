// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Commands;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.rights.accesspackage.PackageStore.CopiedPerson;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * The copies of a person who is erased. One that they can fetch with a link stays until that link
 * ends, since they asked for it, too, and then {@link PackageExpiryJob} takes it back; any other is
 * taken back at once. Safe to repeat.
 */
@ApplicationScoped
public class ErasedPersonPackages {

    private final PackageStore store;
    private final PackageRevocations revocations;

    ErasedPersonPackages(PackageStore store, PackageRevocations revocations) {
        this.store = store;
        this.revocations = revocations;
    }

    /**
     * Takes back what nobody was given a link to.
     *
     * @param erasure the request that the erasure answers
     * @param cause on whose word, and when
     */
    public Uni<Void> takeBack(
            UUID erasure, String controller, String subject, EventMetadata cause) {
        return store.ofPerson(cause.tenant(), new CopiedPerson(controller, subject))
                .flatMap(
                        found ->
                                Multi.createFrom()
                                        .iterable(found)
                                        .onItem()
                                        .transformToUniAndConcatenate(
                                                id ->
                                                        revocations.takeBackErased(
                                                                id, ofPackage(id, erasure, cause)))
                                        .collect()
                                        .last())
                .replaceWithVoid();
    }

    private static EventMetadata ofPackage(UUID accessPackage, UUID erasure, EventMetadata cause) {
        UUID command =
                Commands.idOf(
                        Sha256.of(
                                "take-back\n%s\n%s\n%s"
                                        .formatted(
                                                cause.tenant().value(), erasure, accessPackage)));
        return new EventMetadata(
                cause.tenant(),
                cause.actor(),
                command,
                null,
                cause.correlation(),
                cause.causation(),
                cause.traceparent(),
                cause.at());
    }
}
