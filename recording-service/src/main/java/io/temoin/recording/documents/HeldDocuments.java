// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.recording.documents.domain.AnalysisSheet;
import io.temoin.recording.documents.domain.Document.Kept;
import io.temoin.recording.documents.domain.DocumentEvent;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentRead;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentReadRefused;
import io.temoin.recording.documents.domain.DocumentFacts;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.documents.domain.Rectification;
import io.temoin.recording.documents.domain.Transcript;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The documents that were derived from a recording, for the copy that the person of the recording
 * is given. Nothing of that is a reading by somebody; the package records who it goes to.
 */
@ApplicationScoped
public class HeldDocuments {

    private static final int PAGE = 100;

    /**
     * A document whose content is there, as it is shown now.
     *
     * @param rectifications what was put right, the oldest first
     */
    public record HeldSheet(
            DocumentFacts facts, AnalysisSheet content, List<Rectification> rectifications) {}

    /** A transcript whose content is there, likewise. */
    public record HeldTranscript(
            DocumentFacts facts, Transcript content, List<Rectification> rectifications) {}

    /**
     * That somebody read a document, or was refused.
     *
     * @param actor by organisation and role; not to be named
     */
    public record DocumentAccess(
            DocumentKind kind,
            Actor actor,
            String purpose,
            String reason,
            Instant at,
            boolean refused) {}

    private final DocumentStore store;
    private final DocumentStream documents;
    private final SealedDocuments contents;

    HeldDocuments(DocumentStore store, DocumentStream documents, SealedDocuments contents) {
        this.store = store;
        this.documents = documents;
        this.contents = contents;
    }

    /** The documents of a recording that are there, the oldest first. */
    public Uni<List<UUID>> of(TenantId tenant, RecordingId recording, DocumentKind kind) {
        return collect(tenant, recording, kind, null, new ArrayList<>());
    }

    private Uni<List<UUID>> collect(
            TenantId tenant,
            RecordingId recording,
            DocumentKind kind,
            DocumentStore.@Nullable Cursor after,
            List<UUID> found) {
        return store.list(tenant, recording, after, PAGE)
                .flatMap(
                        page -> {
                            page.stream()
                                    .filter(one -> one.kind() == kind)
                                    .forEach(one -> found.add(one.document()));
                            if (page.size() < PAGE) {
                                return Uni.createFrom().item(found);
                            }
                            var last = page.getLast();
                            return collect(
                                    tenant,
                                    recording,
                                    kind,
                                    new DocumentStore.Cursor(last.createdAt(), last.document()),
                                    found);
                        });
    }

    /** A sheet; empty when it is destroyed. */
    public Uni<Optional<HeldSheet>> sheet(TenantId tenant, UUID document) {
        return open(tenant, document, AnalysisSheet.class, HeldSheet::new);
    }

    /** A transcript; empty when it is destroyed. */
    public Uni<Optional<HeldTranscript>> transcript(TenantId tenant, UUID document) {
        return open(tenant, document, Transcript.class, HeldTranscript::new);
    }

    private interface Opened<C, T> {
        T of(DocumentFacts facts, C content, List<Rectification> rectifications);
    }

    private <C, T> Uni<Optional<T>> open(
            TenantId tenant, UUID document, Class<C> type, Opened<C, T> opened) {
        return documents
                .state(tenant, document)
                .flatMap(
                        state ->
                                state instanceof Kept kept
                                        ? contents.open(tenant, document, kept.shown(), type)
                                                .map(found -> found.map(it -> of(kept, it, opened)))
                                        : Uni.createFrom().item(Optional.empty()));
    }

    private static <C, T> T of(Kept kept, C content, Opened<C, T> opened) {
        return opened.of(kept.facts(), content, kept.rectifications());
    }

    /** Who read a document, or was refused, the oldest first. */
    public Uni<List<DocumentAccess>> accesses(TenantId tenant, UUID document, DocumentKind kind) {
        return documents
                .history(tenant, document)
                .map(
                        events ->
                                events.stream()
                                        .map(event -> access(event, kind))
                                        .flatMap(Optional::stream)
                                        .toList());
    }

    private static Optional<DocumentAccess> access(
            RecordedEvent<DocumentEvent> recorded, DocumentKind kind) {
        Actor actor = recorded.metadata().actor();
        return switch (recorded.event()) {
            case DocumentRead read ->
                    Optional.of(
                            new DocumentAccess(
                                    kind,
                                    actor,
                                    read.purpose().value(),
                                    read.reason().code().name(),
                                    read.at(),
                                    false));
            case DocumentReadRefused refused ->
                    Optional.of(
                            new DocumentAccess(
                                    kind,
                                    actor,
                                    refused.purpose().value(),
                                    refused.reason().code().name(),
                                    refused.at(),
                                    true));
            default -> Optional.empty();
        };
    }
}
