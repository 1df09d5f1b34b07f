// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import io.temoin.eventsourcing.Decider;
import io.temoin.recording.documents.domain.Document.Destroyed;
import io.temoin.recording.documents.domain.Document.Kept;
import io.temoin.recording.documents.domain.Document.Known;
import io.temoin.recording.documents.domain.Document.Unknown;
import io.temoin.recording.documents.domain.DocumentCommand.CreateSheet;
import io.temoin.recording.documents.domain.DocumentCommand.CreateTranscript;
import io.temoin.recording.documents.domain.DocumentCommand.DestroyDocument;
import io.temoin.recording.documents.domain.DocumentCommand.ReadDocument;
import io.temoin.recording.documents.domain.DocumentCommand.RectifyDocument;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentDestroyed;
import io.temoin.recording.documents.domain.DocumentEvent.SheetCreated;
import io.temoin.recording.documents.domain.DocumentEvent.TranscriptCreated;
import io.temoin.recording.lifecycle.domain.Recording.Stored;
import java.time.ZoneId;
import java.util.List;

/** The life of one document: added, read, put right, destroyed. */
public final class DocumentDecider implements Decider<DocumentCommand, Document, DocumentEvent> {

    private final ZoneId zone;

    /**
     * @param zone the controllers' time zone, in which days are counted
     */
    public DocumentDecider(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public Document initialState() {
        return new Unknown();
    }

    @Override
    public List<DocumentEvent> decide(DocumentCommand command, Document state) {
        return switch (command) {
            case CreateSheet create -> create(create, state);
            case CreateTranscript create -> create(create, state);
            case ReadDocument read -> List.of(ReadingRules.answer(read, state, zone));
            case RectifyDocument rectify -> RectificationRules.rectify(rectify, state);
            case DestroyDocument destroy -> destroy(destroy, state);
        };
    }

    @Override
    public Document evolve(Document state, DocumentEvent event) {
        return Document.evolve(state, event);
    }

    /** Adding it again changes nothing: its id is that of the command. */
    private List<DocumentEvent> create(CreateSheet command, Document state) {
        if (state instanceof Known) {
            return List.of();
        }
        Stored stored =
                CreationRules.requireSheetAllowed(
                        command.recording(),
                        command.requester(),
                        command.purpose(),
                        command.now(),
                        zone);
        DocumentFacts facts =
                DocumentFacts.of(
                        command.document(),
                        stored.id(),
                        stored.call(),
                        List.of(command.purpose()),
                        command.now(),
                        command.contentSha256());
        return List.of(new SheetCreated(facts, command.agent(), command.reason()));
    }

    private List<DocumentEvent> create(CreateTranscript command, Document state) {
        if (state instanceof Known) {
            return List.of();
        }
        Stored stored =
                CreationRules.requireTranscriptAllowed(
                        command.recording(), command.requester(), command.now(), zone);
        DocumentFacts facts =
                DocumentFacts.of(
                        command.document(),
                        stored.id(),
                        stored.call(),
                        CreationRules.alive(stored, command.now(), zone),
                        command.now(),
                        command.contentSha256());
        return List.of(new TranscriptCreated(facts));
    }

    private static List<DocumentEvent> destroy(DestroyDocument command, Document state) {
        return switch (state) {
            case Unknown _, Destroyed _ -> List.of();
            case Kept(var kind, var facts, _, _) ->
                    List.of(
                            new DocumentDestroyed(
                                    facts.document(),
                                    kind,
                                    facts.recording(),
                                    facts.controller(),
                                    facts.subject(),
                                    facts.decision(),
                                    command.batch(),
                                    command.basis(),
                                    new DocumentDestroyed.Evidence(
                                            command.keyId(),
                                            command.keyFingerprint(),
                                            DocumentDestroyed.Evidence.KEY_SCOPE,
                                            command.horizon()),
                                    command.now()));
        };
    }
}
