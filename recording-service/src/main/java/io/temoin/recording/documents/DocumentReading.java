// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.documents.domain.AnalysisSheet;
import io.temoin.recording.documents.domain.Document;
import io.temoin.recording.documents.domain.Document.Kept;
import io.temoin.recording.documents.domain.Document.Known;
import io.temoin.recording.documents.domain.DocumentCommand.ReadDocument;
import io.temoin.recording.documents.domain.DocumentEvent;
import io.temoin.recording.documents.domain.DocumentFacts;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.documents.domain.Transcript;
import io.temoin.recording.lifecycle.RecordingRequesters;
import io.temoin.recording.lifecycle.RecordingStream;
import io.temoin.recording.lifecycle.domain.AccessReason;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.Requester;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens documents. The reading, or its refusal, is on record before anything of the content is
 * handed on; when it cannot be recorded, nothing is.
 */
@ApplicationScoped
class DocumentReading {

    /** For what somebody reads, and why. */
    record Ground(PurposeCode purpose, AccessReason reason) {}

    /**
     * A document and its content, of one kind or the other.
     *
     * @param event what was recorded of the reading
     * @param facts absent when it was refused
     */
    record Opened(
            DocumentEvent event,
            String position,
            @Nullable DocumentFacts facts,
            @Nullable AnalysisSheet sheet,
            @Nullable Transcript transcript) {}

    private record Asked(Document document, Recording recording, Requester by) {}

    private final DocumentStream documents;
    private final SealedDocuments contents;
    private final RecordingRequesters requesters;

    DocumentReading(
            DocumentStream documents, SealedDocuments contents, RecordingRequesters requesters) {
        this.documents = documents;
        this.contents = contents;
        this.requesters = requesters;
    }

    /** Reads one document, or records that it may not be read. */
    Uni<Opened> read(Caller caller, UUID document, Ground ground, EventMetadata metadata) {
        TenantId tenant = metadata.tenant();
        return documents
                .state(tenant, document)
                .flatMap(state -> asked(caller, state))
                .flatMap(
                        asked ->
                                content(tenant, asked.document())
                                        .flatMap(
                                                content ->
                                                        record(
                                                                document, asked, ground, content,
                                                                metadata)));
    }

    private Uni<Asked> asked(Caller caller, Document state) {
        return state instanceof Known known
                ? requesters
                        .with(caller, known.facts().recording())
                        .map(
                                requested ->
                                        new Asked(
                                                state,
                                                requested.recording().state(),
                                                requested.by()))
                : Uni.createFrom()
                        .item(
                                () ->
                                        new Asked(
                                                state,
                                                new Recording.Unknown(),
                                                RecordingStream.requester(caller)));
    }

    private Uni<Optional<Object>> content(TenantId tenant, Document document) {
        if (!(document instanceof Kept(var kind, var facts, _))) {
            return Uni.createFrom().item(Optional.empty());
        }
        Class<?> type = kind == DocumentKind.SHEET ? AnalysisSheet.class : Transcript.class;
        return contents.open(tenant, facts, type).map(opened -> opened.map(Object.class::cast));
    }

    private Uni<Opened> record(
            UUID document,
            Asked asked,
            Ground ground,
            Optional<Object> content,
            EventMetadata metadata) {
        ReadDocument command =
                new ReadDocument(
                        document,
                        asked.recording(),
                        asked.by(),
                        ground.purpose(),
                        ground.reason(),
                        content.isPresent(),
                        metadata.at());
        return documents
                .handle(document, command, metadata)
                .map(
                        outcome ->
                                opened(
                                        outcome.only().event(),
                                        outcome.only().id(),
                                        outcome.state(),
                                        content.orElse(null)));
    }

    /** The content goes no further when the reading was refused, for whatever reason. */
    private static Opened opened(
            DocumentEvent event, String position, Document state, @Nullable Object content) {
        boolean granted = event instanceof DocumentEvent.DocumentRead && state instanceof Kept;
        return new Opened(
                event,
                position,
                granted && state instanceof Kept kept ? kept.facts() : null,
                granted && content instanceof AnalysisSheet sheet ? sheet : null,
                granted && content instanceof Transcript transcript ? transcript : null);
    }
}
