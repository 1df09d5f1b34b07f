// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.recording.documents.DocumentStore.Listed;
import io.temoin.recording.documents.domain.AnalysisSheet;
import io.temoin.recording.documents.domain.Document;
import io.temoin.recording.documents.domain.DocumentFacts;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.documents.domain.Transcript;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is answered about documents. */
public final class DocumentAnswers {

    private DocumentAnswers() {}

    /**
     * A document, without its content.
     *
     * @param recording it was derived from
     * @param purposes what it may be read for
     */
    @Schema(name = "ListedDocument")
    public record Summary(
            UUID id, DocumentKind kind, UUID recording, List<String> purposes, Instant createdAt) {

        static Summary of(Listed listed) {
            return new Summary(
                    listed.document(),
                    listed.kind(),
                    listed.recording(),
                    listed.purposes(),
                    listed.createdAt());
        }

        static Summary of(Document.Known known) {
            DocumentFacts facts = known.facts();
            return new Summary(
                    facts.document(),
                    known.kind(),
                    facts.recording().value(),
                    codes(facts),
                    facts.createdAt());
        }
    }

    /** A part of the list; the form of what {@code listDocuments} gives. */
    @Schema(name = "DocumentPage")
    public record Summaries(List<Summary> items, @Nullable String next) {}

    /**
     * A document with its content, of one kind or the other.
     *
     * @param sheet of a document of kind SHEET
     * @param transcript of a document of kind TRANSCRIPT
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ReadDocument")
    public record Content(
            UUID id,
            DocumentKind kind,
            UUID recording,
            List<String> purposes,
            Instant createdAt,
            @Nullable AnalysisSheet sheet,
            @Nullable Transcript transcript) {

        static Content of(
                DocumentFacts facts,
                @Nullable AnalysisSheet sheet,
                @Nullable Transcript transcript) {
            return new Content(
                    facts.document(),
                    sheet == null ? DocumentKind.TRANSCRIPT : DocumentKind.SHEET,
                    facts.recording().value(),
                    codes(facts),
                    facts.createdAt(),
                    sheet,
                    transcript);
        }
    }

    private static List<String> codes(DocumentFacts facts) {
        return facts.purposes().stream().map(PurposeCode::value).toList();
    }
}
