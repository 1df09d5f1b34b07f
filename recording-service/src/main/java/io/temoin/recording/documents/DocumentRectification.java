// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.documents.domain.AnalysisSheet;
import io.temoin.recording.documents.domain.CorrectedText;
import io.temoin.recording.documents.domain.Corrections;
import io.temoin.recording.documents.domain.Corrections.Corrected;
import io.temoin.recording.documents.domain.Document;
import io.temoin.recording.documents.domain.Document.Kept;
import io.temoin.recording.documents.domain.Document.Known;
import io.temoin.recording.documents.domain.DocumentCommand.RectifyDocument;
import io.temoin.recording.documents.domain.DocumentEvent;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.documents.domain.RectificationRules;
import io.temoin.recording.documents.domain.RectifiedContent;
import io.temoin.recording.documents.domain.Transcript;
import io.temoin.recording.lifecycle.RecordingRequesters;
import io.temoin.recording.lifecycle.RecordingStream;
import io.temoin.recording.lifecycle.RectificationRequestStore;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.recording.lifecycle.domain.RectificationRequest;
import io.temoin.recording.lifecycle.domain.Requester;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts documents right: the content with its corrections is sealed under the document's key and
 * stored beside the one before, then named by the event. A crash between the two leaves ciphertext
 * that nobody reads and a job removes.
 */
@ApplicationScoped
class DocumentRectification {

    private final DocumentStream documents;
    private final SealedDocuments contents;
    private final RecordingRequesters requesters;
    private final RectificationRequestStore requests;

    DocumentRectification(
            DocumentStream documents,
            SealedDocuments contents,
            RecordingRequesters requesters,
            RectificationRequestStore requests) {
        this.documents = documents;
        this.contents = contents;
        this.requesters = requesters;
        this.requests = requests;
    }

    /** The document as it is, with everything that its rectification depends on. */
    private record Found(
            Document document,
            Recording recording,
            Requester by,
            @Nullable RectificationRequest request) {

        RectifyDocument with(RectifiedContent content, EventMetadata metadata) {
            return new RectifyDocument(recording, by, request, content, metadata.at());
        }
    }

    /**
     * Puts texts of one document right under a request of the person.
     *
     * @param request as the rights desk names it
     */
    Uni<CommandOutcome<Document, DocumentEvent>> rectify(
            Caller caller,
            UUID document,
            UUID request,
            List<CorrectedText> texts,
            EventMetadata metadata) {
        return Uni.combine()
                .all()
                .unis(
                        documents.state(metadata.tenant(), document),
                        requests.find(metadata.tenant(), request))
                .asTuple()
                .flatMap(both -> find(caller, both.getItem1(), both.getItem2()))
                .flatMap(
                        found ->
                                content(found, texts, metadata)
                                        .flatMap(
                                                content ->
                                                        documents.handle(
                                                                document,
                                                                found.with(content, metadata),
                                                                metadata)));
    }

    private Uni<Found> find(Caller caller, Document state, Optional<RectificationRequest> request) {
        return state instanceof Known known
                ? requesters
                        .with(caller, known.facts().recording())
                        .map(
                                requested ->
                                        new Found(
                                                state,
                                                requested.recording().state(),
                                                requested.by(),
                                                request.orElse(null)))
                : Uni.createFrom()
                        .item(
                                () ->
                                        new Found(
                                                state,
                                                new Recording.Unknown(),
                                                RecordingStream.requester(caller),
                                                request.orElse(null)));
    }

    /** Nothing is opened for a rectification that the decider will refuse, or did before. */
    private Uni<RectifiedContent> content(
            Found found, List<CorrectedText> texts, EventMetadata metadata) {
        Kept kept;
        try {
            kept =
                    RectificationRules.requireAllowed(
                            found.document(), found.recording(), found.by(), found.request());
        } catch (Rejected _) {
            return Uni.createFrom().item(RectifiedContent.unchanged(""));
        }
        return kept.kind() == DocumentKind.SHEET
                ? open(kept, AnalysisSheet.class, metadata)
                        .map(sheet -> Corrections.of(sheet, texts))
                        .flatMap(corrected -> store(kept, corrected, metadata))
                : open(kept, Transcript.class, metadata)
                        .map(transcript -> Corrections.of(transcript, texts))
                        .flatMap(corrected -> store(kept, corrected, metadata));
    }

    private <T> Uni<T> open(Kept kept, Class<T> type, EventMetadata metadata) {
        return contents.open(metadata.tenant(), kept.facts().document(), kept.shown(), type)
                .map(
                        opened ->
                                opened.orElseThrow(
                                        () ->
                                                new Rejected(
                                                        RecordingProblem.DOCUMENT_DESTROYED,
                                                        "The document was destroyed.")));
    }

    private Uni<RectifiedContent> store(Kept kept, Corrected<?> corrected, EventMetadata metadata) {
        return corrected.fields().isEmpty()
                ? Uni.createFrom().item(RectifiedContent.unchanged(kept.shown()))
                : contents.store(
                                metadata.tenant(),
                                kept.facts().document(),
                                kept.facts().recording(),
                                kept.kind(),
                                corrected.content(),
                                metadata.at())
                        .map(
                                sha256 ->
                                        new RectifiedContent(
                                                corrected.fields(), kept.shown(), sha256));
    }
}
