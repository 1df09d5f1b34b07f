// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import io.temoin.recording.documents.domain.DocumentEvent.DocumentDestroyed;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentRead;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentReadRefused;
import io.temoin.recording.documents.domain.DocumentEvent.DocumentRectified;
import io.temoin.recording.documents.domain.DocumentEvent.SheetCreated;
import io.temoin.recording.documents.domain.DocumentEvent.TranscriptCreated;
import io.temoin.shredding.Personal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
     * @param facts as it was added
     * @param agent whose work it is about; a transcript is about nobody's
     * @param rectifications the oldest first
     */
    record Kept(
            DocumentKind kind,
            DocumentFacts facts,
            @Nullable Personal<String> agent,
            List<Rectification> rectifications)
            implements Known {

        public Kept {
            rectifications = List.copyOf(rectifications);
        }

        /** SHA-256 of the sealed content that is shown, hexadecimal. */
        public String shown() {
            return rectifications.isEmpty()
                    ? facts.contentSha256()
                    : rectifications.getLast().contentSha256();
        }

        /**
         * SHA-256 of the sealed content with so many rectifications, hexadecimal; empty when there
         * never were so many.
         */
        public Optional<String> content(int version) {
            if (version < 0 || version > rectifications.size()) {
                return Optional.empty();
            }
            return Optional.of(
                    version == 0
                            ? facts.contentSha256()
                            : rectifications.get(version - 1).contentSha256());
        }

        /** Whether this sealed content is one of its contents. */
        public boolean has(String sha256) {
            return facts.contentSha256().equals(sha256)
                    || rectifications.stream().anyMatch(it -> it.contentSha256().equals(sha256));
        }

        private Kept with(Rectification rectification) {
            List<Rectification> all = new ArrayList<>(rectifications);
            all.add(rectification);
            return new Kept(kind, facts, agent, all);
        }

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
                    new Kept(DocumentKind.SHEET, facts, agent, List.of());
            case TranscriptCreated(var facts) ->
                    new Kept(DocumentKind.TRANSCRIPT, facts, null, List.of());
            case DocumentRectified rectified ->
                    state instanceof Kept kept ? kept.with(rectified.rectification()) : state;
            case DocumentDestroyed destroyed ->
                    state instanceof Kept(var kind, var facts, _, _)
                            ? new Destroyed(kind, facts, destroyed.at(), destroyed.basis())
                            : state;
            case DocumentRead _, DocumentReadRefused _ -> state;
        };
    }
}
