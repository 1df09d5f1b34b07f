// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import io.temoin.recording.documents.domain.DocumentEvent.DocumentDestroyed;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentRead;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentReadRefused;
import io.temoin.recording.documents.domain.DocumentEvent.SheetCreated;
import io.temoin.recording.documents.domain.DocumentEvent.TranscriptCreated;
import io.temoin.shredding.Personal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** State of one document. */
public sealed interface Document {

    /** Nobody added it. */
    record Unknown() implements Document {}

    /** One that was added, whatever became of it. */
    sealed interface Known extends Document {
        DocumentKind kind();

        DocumentFacts facts();
    }

    /**
     * Its content is there, sealed.
     *
     * @param agent whose work it is about; a transcript is about nobody's
     */
    record Kept(DocumentKind kind, DocumentFacts facts, @Nullable Personal<String> agent)
            implements Known {

        /** Whether it is about the work of this person. */
        public boolean isAbout(String actor) {
            return agent instanceof Personal.Plaintext<String>(var id, _) && id.equals(actor);
        }
    }

    /** Key and content are gone; only the fact remains. */
    record Destroyed(DocumentKind kind, DocumentFacts facts, Instant at, String basis)
            implements Known {}

    /** Applies one event. */
    static Document evolve(Document state, DocumentEvent event) {
        return switch (event) {
            case SheetCreated(var facts, var agent, _) ->
                    new Kept(DocumentKind.SHEET, facts, agent);
            case TranscriptCreated(var facts) -> new Kept(DocumentKind.TRANSCRIPT, facts, null);
            case DocumentDestroyed destroyed ->
                    state instanceof Kept(var kind, var facts, _)
                            ? new Destroyed(kind, facts, destroyed.at(), destroyed.basis())
                            : state;
            case DocumentRead _, DocumentReadRefused _ -> state;
        };
    }
}
