// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.RecordingConfig;
import io.temoin.recording.documents.domain.AnalysisSheet;
import io.temoin.recording.documents.domain.CreationRules;
import io.temoin.recording.documents.domain.Document;
import io.temoin.recording.documents.domain.Document.Unknown;
import io.temoin.recording.documents.domain.DocumentCommand;
import io.temoin.recording.documents.domain.DocumentCommand.CreateSheet;
import io.temoin.recording.documents.domain.DocumentCommand.CreateTranscript;
import io.temoin.recording.documents.domain.DocumentEvent;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.documents.domain.Transcript;
import io.temoin.recording.documents.domain.TranscriptGap;
import io.temoin.recording.lifecycle.RecordingRequesters;
import io.temoin.recording.lifecycle.RecordingRequesters.Requested;
import io.temoin.recording.lifecycle.domain.AccessReason;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.lifecycle.domain.Requester;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Adds documents: the content is sealed and stored first, then named by the event. A crash between
 * the two leaves ciphertext that nobody reads and a job removes; a document bears the id of its
 * command, so that repeating the request finishes the same one.
 */
@ApplicationScoped
class DocumentCreation {

    private final DocumentStream documents;
    private final SealedDocuments contents;
    private final RecordingRequesters requesters;
    private final ZoneId zone;

    DocumentCreation(
            DocumentStream documents,
            SealedDocuments contents,
            RecordingRequesters requesters,
            RecordingConfig config) {
        this.documents = documents;
        this.contents = contents;
        this.requesters = requesters;
        this.zone = config.zone();
    }

    /**
     * A sheet to be added.
     *
     * @param reason why the recording was listened to
     */
    record NewSheet(PurposeCode purpose, AccessReason reason, AnalysisSheet content) {}

    /**
     * A transcript to be added.
     *
     * @param content with everything that was heard
     * @param gaps of which nothing may be kept
     */
    record NewTranscript(Transcript content, List<TranscriptGap> gaps) {}

    /** Adds a sheet to a recording. */
    Uni<CommandOutcome<Document, DocumentEvent>> sheet(
            Caller caller, RecordingId recording, NewSheet sheet, EventMetadata metadata) {
        sheet.content().requireConsistent();
        return requesters
                .with(caller, recording)
                .flatMap(
                        requested ->
                                create(
                                        metadata,
                                        () -> contentOf(sheet, requested, metadata),
                                        sha256 -> command(sheet, requested, sha256, metadata)));
    }

    /** Adds a transcript to a recording. */
    Uni<CommandOutcome<Document, DocumentEvent>> transcript(
            Caller caller,
            RecordingId recording,
            NewTranscript transcript,
            EventMetadata metadata) {
        return requesters
                .with(caller, recording)
                .flatMap(
                        requested ->
                                create(
                                        metadata,
                                        () -> contentOf(transcript, requested, metadata),
                                        sha256 -> command(requested, sha256, metadata)));
    }

    /** A content and whose it is. */
    private record Content(RecordingId recording, DocumentKind kind, Object value) {}

    /** What was added before is neither checked nor sealed again: its outcome is known. */
    private Uni<CommandOutcome<Document, DocumentEvent>> create(
            EventMetadata metadata,
            Supplier<Content> content,
            Function<String, DocumentCommand> command) {
        UUID document = metadata.commandId();
        return documents
                .state(metadata.tenant(), document)
                .flatMap(
                        state ->
                                state instanceof Unknown
                                        ? store(document, content.get(), metadata)
                                        : Uni.createFrom().item(""))
                .flatMap(sha256 -> documents.handle(document, command.apply(sha256), metadata));
    }

    private Uni<String> store(UUID document, Content content, EventMetadata metadata) {
        return contents.store(
                metadata.tenant(),
                document,
                content.recording(),
                content.kind(),
                content.value(),
                metadata.at());
    }

    private Content contentOf(NewSheet sheet, Requested requested, EventMetadata metadata) {
        Stored stored =
                CreationRules.requireSheetAllowed(
                        recording(requested), requested.by(), sheet.purpose(), metadata.at(), zone);
        return new Content(stored.id(), DocumentKind.SHEET, sheet.content());
    }

    private Content contentOf(
            NewTranscript transcript, Requested requested, EventMetadata metadata) {
        Stored stored =
                CreationRules.requireTranscriptAllowed(
                        recording(requested), requested.by(), metadata.at(), zone);
        return new Content(
                stored.id(),
                DocumentKind.TRANSCRIPT,
                transcript.content().masked(transcript.gaps(), stored.call()));
    }

    private DocumentCommand command(
            NewSheet sheet, Requested requested, String sha256, EventMetadata metadata) {
        return new CreateSheet(
                metadata.commandId(),
                recording(requested),
                requested.by(),
                sheet.purpose(),
                sheet.reason(),
                contents.personal(metadata.tenant(), metadata.commandId(), sheet.content().agent()),
                sha256,
                metadata.at());
    }

    private static DocumentCommand command(
            Requested requested, String sha256, EventMetadata metadata) {
        Requester requester = requested.by();
        return new CreateTranscript(
                metadata.commandId(), recording(requested), requester, sha256, metadata.at());
    }

    private static Recording recording(Requested requested) {
        return requested.recording().state();
    }
}
