// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.recording.documents.domain.AnalysisSheet;
import io.temoin.recording.documents.domain.Corrections;
import io.temoin.recording.documents.domain.Document.Kept;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.documents.domain.Rectification;
import io.temoin.recording.documents.domain.SpokenBy;
import io.temoin.recording.documents.domain.Transcript;
import io.temoin.recording.documents.domain.TranscriptSegment;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was put right of documents, in words, for the copy that the person of the recording is
 * given: the old words are data about them as long as they are kept.
 */
@ApplicationScoped
public class HeldRectifications {

    /**
     * A text that was put right.
     *
     * @param version of the content that includes it
     * @param field JSON pointer into the content
     * @param before what it said until then; absent when it said nothing
     * @param spokenBy whose words they are, of a transcript; absent of a sheet
     */
    public record RectifiedText(
            UUID document,
            DocumentKind kind,
            int version,
            Instant at,
            String field,
            @Nullable String before,
            @Nullable String after,
            @Nullable SpokenBy spokenBy) {

        /** Words about a person are not for a log. */
        @Override
        public String toString() {
            return "RectifiedText[document=" + document + ", field=" + field + "]";
        }
    }

    /** One content of a document and the one that took its place. */
    private record Change<T>(Kept kept, int version, T before, T after) {

        Rectification rectification() {
            return kept.rectifications().get(version - 1);
        }

        List<String> fields() {
            return rectification().fields();
        }

        RectifiedText text(
                String field,
                @Nullable String before,
                @Nullable String after,
                @Nullable SpokenBy spokenBy) {
            return new RectifiedText(
                    kept.facts().document(),
                    kept.kind(),
                    version,
                    rectification().at(),
                    field,
                    before,
                    after,
                    spokenBy);
        }
    }

    private final DocumentStream documents;
    private final SealedDocuments contents;

    HeldRectifications(DocumentStream documents, SealedDocuments contents) {
        this.documents = documents;
        this.contents = contents;
    }

    /** What was put right of one document, the oldest first; empty once it is destroyed. */
    public Uni<Optional<List<RectifiedText>>> of(TenantId tenant, UUID document) {
        return documents
                .state(tenant, document)
                .flatMap(
                        state ->
                                state instanceof Kept kept
                                        ? of(tenant, kept)
                                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<List<RectifiedText>>> of(TenantId tenant, Kept kept) {
        return Multi.createFrom()
                .range(1, kept.rectifications().size() + 1)
                .onItem()
                .transformToUniAndConcatenate(version -> texts(tenant, kept, version))
                .collect()
                .asList()
                .map(HeldRectifications::joined);
    }

    private Uni<Optional<List<RectifiedText>>> texts(TenantId tenant, Kept kept, int version) {
        return switch (kept.kind()) {
            case SHEET ->
                    change(tenant, kept, version, AnalysisSheet.class)
                            .map(found -> found.map(HeldRectifications::ofSheet));
            case TRANSCRIPT ->
                    change(tenant, kept, version, Transcript.class)
                            .map(found -> found.map(HeldRectifications::ofTranscript));
        };
    }

    private <T> Uni<Optional<Change<T>>> change(
            TenantId tenant, Kept kept, int version, Class<T> type) {
        return Uni.combine()
                .all()
                .unis(open(tenant, kept, version - 1, type), open(tenant, kept, version, type))
                .with(
                        (before, after) ->
                                before.isEmpty() || after.isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(
                                                new Change<>(
                                                        kept, version, before.get(), after.get())));
    }

    private <T> Uni<Optional<T>> open(TenantId tenant, Kept kept, int version, Class<T> type) {
        String sha256 = kept.content(version).orElseThrow();
        return contents.open(tenant, kept.facts().document(), sha256, type);
    }

    private static List<RectifiedText> ofSheet(Change<AnalysisSheet> change) {
        return change.fields().stream()
                .map(
                        field ->
                                change.text(
                                        field,
                                        Corrections.textOf(change.before(), field),
                                        Corrections.textOf(change.after(), field),
                                        null))
                .toList();
    }

    private static List<RectifiedText> ofTranscript(Change<Transcript> change) {
        return change.fields().stream()
                .map(
                        field -> {
                            TranscriptSegment before =
                                    Corrections.segmentOf(change.before(), field);
                            return change.text(
                                    field,
                                    before.text(),
                                    Corrections.segmentOf(change.after(), field).text(),
                                    before.channel());
                        })
                .toList();
    }

    private static Optional<List<RectifiedText>> joined(
            List<Optional<List<RectifiedText>>> versions) {
        return versions.stream().allMatch(Optional::isPresent)
                ? Optional.of(
                        versions.stream().flatMap(Optional::stream).flatMap(List::stream).toList())
                : Optional.empty();
    }
}
