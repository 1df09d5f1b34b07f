// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Feeds;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.recording.documents.domain.DocumentEvent;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentDestroyed;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentRead;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentReadRefused;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentRectified;
import io.temoin.recording.documents.domain.DocumentEvent.SheetCreated;
import io.temoin.recording.documents.domain.DocumentEvent.TranscriptCreated;
import io.temoin.recording.documents.domain.DocumentFacts;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.documents.domain.EndOfRecording;
import io.temoin.recording.lifecycle.RecordingStream;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.Recording.Erased;
import io.temoin.recording.lifecycle.domain.RecordingEvent.RecordingErased;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Shows documents in the lists, and notes those that have to go because their recording went.
 * Whichever comes first: the destruction of a recording finds the documents that are stored by
 * then, and a document that is named later finds its recording destroyed.
 */
@ApplicationScoped
class DocumentProjection {

    private static final String READER = "documents";

    private static final Set<String> TYPES =
            Set.of(
                    "SheetCreated",
                    "TranscriptCreated",
                    "DocumentRectified",
                    "DocumentDestroyed",
                    "RecordingErased");

    private static final String NAMED =
            """
            update document set purposes = :purposes, created_at = :createdAt
            where document = :document and sha256 = :sha256\
            """;

    private static final String RECTIFIED =
            """
            update document set rectified_at = :rectifiedAt
            where document = :document and sha256 = :sha256\
            """;

    private static final String DESTROYED = "delete from document where document = :document";

    private static final String ENDS =
            """
            update document set ends_because = :basis
            where recording = :recording and kind = :kind and ends_because is null\
            """;

    private final Feeds feeds;
    private final DocumentStream documents;
    private final RecordingStream recordings;

    DocumentProjection(Feeds feeds, DocumentStream documents, RecordingStream recordings) {
        this.feeds = feeds;
        this.documents = documents;
        this.recordings = recordings;
    }

    void start(@Observes StartupEvent event) {
        feeds.project(READER, TYPES, this::apply);
    }

    private Uni<Void> apply(TenantId tenant, List<StoredEvent> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> apply(tenant, event))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> apply(TenantId tenant, StoredEvent event) {
        if (DocumentStream.holds(event)) {
            return documents
                    .decode(List.of(event))
                    .flatMap(decoded -> apply(tenant, decoded.getFirst().event()));
        }
        return recordings
                .decode(List.of(event))
                .flatMap(
                        decoded ->
                                decoded.getFirst().event() instanceof RecordingErased erased
                                        ? end(erased.recording(), erased.basis())
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> apply(TenantId tenant, DocumentEvent event) {
        return switch (event) {
            case SheetCreated(var facts, _, _) ->
                    named(facts).chain(() -> endIfErased(tenant, facts));
            case TranscriptCreated(var facts) ->
                    named(facts).chain(() -> endIfErased(tenant, facts));
            case DocumentRectified rectified -> rectified(rectified);
            case DocumentDestroyed destroyed -> remove(destroyed.document());
            case DocumentRead _, DocumentReadRefused _ -> Uni.createFrom().voidItem();
        };
    }

    private static Uni<Void> named(DocumentFacts facts) {
        return Panache.getSession()
                .flatMap(
                        session ->
                                session.createNativeQuery(NAMED)
                                        .setParameter(
                                                "purposes",
                                                facts.purposes().stream()
                                                        .map(PurposeCode::value)
                                                        .toArray(String[]::new))
                                        .setParameter(
                                                "createdAt",
                                                facts.createdAt().atOffset(ZoneOffset.UTC))
                                        .setParameter("document", facts.document())
                                        .setParameter("sha256", facts.contentSha256())
                                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Void> rectified(DocumentRectified event) {
        return Panache.getSession()
                .flatMap(
                        session ->
                                session.createNativeQuery(RECTIFIED)
                                        .setParameter(
                                                "rectifiedAt", event.at().atOffset(ZoneOffset.UTC))
                                        .setParameter("document", event.document())
                                        .setParameter("sha256", event.content().contentSha256())
                                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Void> remove(UUID document) {
        return Panache.getSession()
                .flatMap(
                        session ->
                                session.createNativeQuery(DESTROYED)
                                        .setParameter("document", document)
                                        .executeUpdate())
                .replaceWithVoid();
    }

    private Uni<Void> endIfErased(TenantId tenant, DocumentFacts facts) {
        return recordings
                .replay(tenant, facts.recording())
                .flatMap(
                        replayed ->
                                replayed.state() instanceof Erased erased
                                        ? end(erased.id(), erased.basis())
                                        : Uni.createFrom().voidItem());
    }

    private static Uni<Void> end(RecordingId recording, String basis) {
        return Panache.getSession()
                .flatMap(
                        session ->
                                end(session, recording, DocumentKind.TRANSCRIPT, basis)
                                        .chain(
                                                () ->
                                                        end(
                                                                session,
                                                                recording,
                                                                DocumentKind.SHEET,
                                                                basis)));
    }

    private static Uni<Void> end(
            Mutiny.Session session, RecordingId recording, DocumentKind kind, String basis) {
        if (!EndOfRecording.takesAlong(kind, basis)) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(ENDS)
                .setParameter("basis", basis)
                .setParameter("recording", recording.value())
                .setParameter("kind", kind.name())
                .executeUpdate()
                .replaceWithVoid();
    }
}
