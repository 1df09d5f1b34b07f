// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.recording.documents.DocumentStore.Listed;
import io.temoin.recording.documents.domain.AnalysisSheet;
import io.temoin.recording.documents.domain.Document;
import io.temoin.recording.documents.domain.Document.Kept;
import io.temoin.recording.documents.domain.DocumentFacts;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.documents.domain.Rectification;
import io.temoin.recording.documents.domain.Transcript;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import java.time.Instant;
import java.util.ArrayList;
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
     * @param rectifiedAt when it was last put right; absent if it never was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ListedDocument")
    public record Summary(
            UUID id,
            DocumentKind kind,
            UUID recording,
            List<String> purposes,
            Instant createdAt,
            @Nullable Instant rectifiedAt) {

        static Summary of(Listed listed) {
            return new Summary(
                    listed.document(),
                    listed.kind(),
                    listed.recording(),
                    listed.purposes(),
                    listed.createdAt(),
                    listed.rectifiedAt());
        }

        static Summary of(Document.Known known) {
            DocumentFacts facts = known.facts();
            return new Summary(
                    facts.document(),
                    known.kind(),
                    facts.recording().value(),
                    codes(facts),
                    facts.createdAt(),
                    known instanceof Kept kept && !kept.rectifications().isEmpty()
                            ? kept.rectifications().getLast().at()
                            : null);
        }
    }

    /**
     * What was put right of a document.
     *
     * @param version of the content that includes it
     * @param fields JSON pointers into the content
     */
    @Schema(name = "DocumentRectification")
    public record Correction(int version, List<String> fields, Instant at) {

        static List<Correction> of(Kept kept) {
            List<Correction> all = new ArrayList<>();
            for (Rectification it : kept.rectifications()) {
                all.add(new Correction(all.size() + 1, it.fields(), it.at()));
            }
            return all;
        }
    }

    /**
     * A document that was put right, without its content.
     *
     * @param version of the content that is shown
     * @param rectifications the oldest first; none if everything was right already
     */
    @Schema(name = "RectifiedDocument")
    public record Rectified(
            UUID id, DocumentKind kind, int version, List<Correction> rectifications) {

        static Rectified of(Kept kept) {
            return new Rectified(
                    kept.facts().document(),
                    kept.kind(),
                    kept.rectifications().size(),
                    Correction.of(kept));
        }
    }

    /** A part of the list; the form of what {@code listDocuments} gives. */
    @Schema(name = "DocumentPage")
    public record Summaries(List<Summary> items, @Nullable String next) {}

    /**
     * A document with its content, of one kind or the other.
     *
     * @param version how many rectifications the content includes
     * @param rectifications what was put right, the oldest first; absent if nothing was
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
            int version,
            @Nullable List<Correction> rectifications,
            @Nullable AnalysisSheet sheet,
            @Nullable Transcript transcript) {

        static Content of(
                Kept kept,
                int version,
                @Nullable AnalysisSheet sheet,
                @Nullable Transcript transcript) {
            DocumentFacts facts = kept.facts();
            List<Correction> rectifications = Correction.of(kept);
            return new Content(
                    facts.document(),
                    sheet == null ? DocumentKind.TRANSCRIPT : DocumentKind.SHEET,
                    facts.recording().value(),
                    codes(facts),
                    facts.createdAt(),
                    version,
                    rectifications.isEmpty() ? null : rectifications,
                    sheet,
                    transcript);
        }
    }

    private static List<String> codes(DocumentFacts facts) {
        return facts.purposes().stream().map(PurposeCode::value).toList();
    }
}
