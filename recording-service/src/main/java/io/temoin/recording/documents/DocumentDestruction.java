// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.documents.domain.DocumentCommand.DestroyDocument;
import io.temoin.shredding.keys.KeyEpochs;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Destroys a document: key, rows, then the event that says so. In this order, so that the event is
 * never a lie; every step may be repeated, by this process or another.
 */
@ApplicationScoped
class DocumentDestruction {

    private final SealedDocuments contents;
    private final DocumentStream documents;
    private final KeyEpochs epochs;
    private final Clock clock;

    DocumentDestruction(
            SealedDocuments contents, DocumentStream documents, KeyEpochs epochs, Clock clock) {
        this.contents = contents;
        this.documents = documents;
        this.epochs = epochs;
        this.clock = clock;
    }

    /**
     * Destroys a document of the metadata's tenant.
     *
     * @param batch the order that asks for it, if one does
     * @param basis a code
     */
    Uni<Void> destroy(UUID document, @Nullable UUID batch, String basis, EventMetadata metadata) {
        return contents.destroy(metadata.tenant(), document, basis, metadata.at())
                .flatMap(
                        evidence ->
                                horizon()
                                        .map(
                                                horizon ->
                                                        new DestroyDocument(
                                                                batch,
                                                                basis,
                                                                evidence.keyId(),
                                                                evidence.fingerprint(),
                                                                horizon,
                                                                metadata.at())))
                .flatMap(command -> documents.handle(document, command, metadata))
                .replaceWithVoid();
    }

    /** Read once a key is destroyed: of an earlier epoch it would promise too much. */
    Uni<Instant> horizon() {
        return epochs.status(clock.instant()).map(KeyEpochs.EpochStatus::horizon);
    }
}
