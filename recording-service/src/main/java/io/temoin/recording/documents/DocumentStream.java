// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.recording.RecordingConfig;
import io.temoin.recording.documents.domain.Document;
import io.temoin.recording.documents.domain.DocumentCommand;
import io.temoin.recording.documents.domain.DocumentDecider;
import io.temoin.recording.documents.domain.DocumentEvent;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The streams {@code document-<id>}: the one way to change a document. */
@ApplicationScoped
class DocumentStream {

    private static final String CATEGORY = "document";

    private final EventCodec<DocumentEvent> codec;
    private final CommandHandler<DocumentCommand, Document, DocumentEvent> handler;

    DocumentStream(EventStore store, ShreddableKeys keys, RecordingConfig config) {
        this.codec = new EventCodec<>(DocumentEvent.class, keys);
        this.handler = new CommandHandler<>(store, codec, new DocumentDecider(config.zone()));
    }

    /** Handles one command; see {@link CommandHandler#handle}. */
    Uni<CommandOutcome<Document, DocumentEvent>> handle(
            UUID document, DocumentCommand command, EventMetadata metadata) {
        return handler.handle(stream(document), command, metadata);
    }

    /** The document as of now. */
    Uni<Document> state(TenantId tenant, UUID document) {
        return handler.replay(tenant, stream(document)).map(replayed -> replayed.state());
    }

    /** Everything that happened to a document, with its circumstances, oldest first. */
    Uni<List<RecordedEvent<DocumentEvent>>> history(TenantId tenant, UUID document) {
        return handler.history(tenant, stream(document));
    }

    /** Whether an event of the feed is one of a document. */
    static boolean holds(StoredEvent event) {
        return event.stream().category().equals(CATEGORY);
    }

    /** Decodes events of the feed. */
    Uni<List<RecordedEvent<DocumentEvent>>> decode(List<StoredEvent> events) {
        return codec.decodeAll(events);
    }

    private static StreamId stream(UUID document) {
        return new StreamId(CATEGORY, document.toString());
    }
}
