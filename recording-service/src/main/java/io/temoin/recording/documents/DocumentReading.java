// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Uuids;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.recording.documents.domain.AnalysisSheet;
import io.temoin.recording.documents.domain.Document;
import io.temoin.recording.documents.domain.Document.Kept;
import io.temoin.recording.documents.domain.Document.Known;
import io.temoin.recording.documents.domain.DocumentCommand.ReadDocument;
import io.temoin.recording.documents.domain.DocumentEvent;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.documents.domain.Transcript;
import io.temoin.recording.documents.domain.WantedContent;
import io.temoin.recording.lifecycle.RecordingRequesters;
import io.temoin.recording.lifecycle.RecordingStream;
import io.temoin.recording.lifecycle.RectificationRequestStore;
import io.temoin.recording.lifecycle.domain.AccessReason;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.Recording;
import io.temoin.recording.lifecycle.domain.RectificationRequest;
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

    /**
     * For what somebody reads, and why.
     *
     * @param version how many rectifications the content is to include; absent for the one that is
     *     shown to everybody
     */
    record Ground(PurposeCode purpose, AccessReason reason, @Nullable Integer version) {

        /** The request of the person that is the reason; {@code null} for another one. */
        private @Nullable UUID request() {
            return reason.code() == AccessReason.Code.DATA_SUBJECT_REQUEST
                    ? Uuids.parse(reason.reference())
                    : null;
        }
    }

    /**
     * A document and its content, of one kind or the other.
     *
     * @param event what was recorded of the reading
     * @param kept absent when it was refused
     * @param version how many rectifications the content includes
     */
    record Opened(
            DocumentEvent event,
            String position,
            @Nullable Kept kept,
            int version,
            @Nullable AnalysisSheet sheet,
            @Nullable Transcript transcript) {}

    private record Asked(Document document, Recording recording, Requester by) {}

    private final DocumentStream documents;
    private final SealedDocuments contents;
    private final RecordingRequesters requesters;
    private final RectificationRequestStore requests;

    DocumentReading(
            DocumentStream documents,
            SealedDocuments contents,
            RecordingRequesters requesters,
            RectificationRequestStore requests) {
        this.documents = documents;
        this.contents = contents;
        this.requesters = requesters;
        this.requests = requests;
    }

    /** Reads one document, or records that it may not be read. */
    Uni<Opened> read(Caller caller, UUID document, Ground ground, EventMetadata metadata) {
        TenantId tenant = metadata.tenant();
        return documents
                .state(tenant, document)
                .flatMap(state -> asked(caller, state))
                .flatMap(
                        asked ->
                                Uni.combine()
                                        .all()
                                        .unis(
                                                content(tenant, asked.document(), ground),
                                                contested(tenant, ground))
                                        .asTuple()
                                        .flatMap(
                                                both ->
                                                        record(
                                                                document,
                                                                asked,
                                                                ground,
                                                                both.getItem1(),
                                                                both.getItem2().orElse(null),
                                                                metadata)));
    }

    private Uni<Optional<RectificationRequest>> contested(TenantId tenant, Ground ground) {
        UUID request = ground.request();
        return request == null
                ? Uni.createFrom().item(Optional.empty())
                : requests.find(tenant, request);
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

    private Uni<Optional<Object>> content(TenantId tenant, Document document, Ground ground) {
        if (!(document instanceof Kept kept)) {
            return Uni.createFrom().item(Optional.empty());
        }
        Optional<String> wanted =
                ground.version() == null
                        ? Optional.of(kept.shown())
                        : kept.content(ground.version());
        Class<?> type = kept.kind() == DocumentKind.SHEET ? AnalysisSheet.class : Transcript.class;
        return wanted.map(
                        sha256 ->
                                contents.open(tenant, kept.facts().document(), sha256, type)
                                        .map(opened -> opened.map(Object.class::cast)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Opened> record(
            UUID document,
            Asked asked,
            Ground ground,
            Optional<Object> content,
            @Nullable RectificationRequest contested,
            EventMetadata metadata) {
        ReadDocument command =
                new ReadDocument(
                        document,
                        asked.recording(),
                        asked.by(),
                        ground.purpose(),
                        ground.reason(),
                        new WantedContent(ground.version(), content.isPresent(), contested),
                        metadata.at());
        return documents
                .handle(document, command, metadata)
                .map(
                        outcome ->
                                opened(
                                        outcome.only().event(),
                                        outcome.only().id(),
                                        asked.document(),
                                        ground.version(),
                                        content.orElse(null)));
    }

    /** The content goes no further when the reading was refused, for whatever reason. */
    private static Opened opened(
            DocumentEvent event,
            String position,
            Document state,
            @Nullable Integer version,
            @Nullable Object content) {
        Kept kept =
                event instanceof DocumentEvent.DocumentRead && state instanceof Kept it ? it : null;
        boolean granted = kept != null;
        int latest = kept == null ? 0 : kept.rectifications().size();
        return new Opened(
                event,
                position,
                kept,
                version == null ? latest : version,
                granted && content instanceof AnalysisSheet sheet ? sheet : null,
                granted && content instanceof Transcript transcript ? transcript : null);
    }
}
