// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.accesspackage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.packageparts.domain.OtherVoices;
import io.temoin.packageparts.domain.PartAsked;
import io.temoin.packageparts.vault.PartSource;
import io.temoin.packageparts.vault.PartWriter;
import io.temoin.recording.documents.HeldDocuments;
import io.temoin.recording.documents.HeldDocuments.DocumentAccess;
import io.temoin.recording.documents.HeldDocuments.HeldSheet;
import io.temoin.recording.documents.HeldDocuments.HeldTranscript;
import io.temoin.recording.documents.HeldRectifications;
import io.temoin.recording.documents.HeldRectifications.RectifiedText;
import io.temoin.recording.documents.domain.DocumentFacts;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.documents.domain.Rectification;
import io.temoin.recording.documents.domain.SheetCriterion;
import io.temoin.recording.documents.domain.SpokenBy;
import io.temoin.recording.documents.domain.TranscriptSegment;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Tampered;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The tables of what was derived from a person's recordings: sheets and transcripts in words, and
 * who read them. Neither the agent nor whoever evaluated is named. Where the voices of others are
 * withheld, so are their words. In memory is one document at a time.
 */
@ApplicationScoped
class DocumentTables {

    private static final String ERASED_MEANWHILE = "ERASED_MEANWHILE";
    private static final String DOCUMENT_ALTERED = "DOCUMENT_ALTERED";

    /** The recordings of the person, as often as they are asked for. */
    interface Recordings {
        void each(One work) throws IOException;
    }

    /** What is done with a recording. */
    interface One {
        void with(UUID recording) throws IOException;
    }

    private interface Rows<T> {
        void add(T document) throws IOException;
    }

    private final HeldDocuments documents;
    private final HeldRectifications rectified;

    DocumentTables(HeldDocuments documents, HeldRectifications rectified) {
        this.documents = documents;
        this.rectified = rectified;
    }

    /** Writes them all. */
    void write(TenantId tenant, PartAsked asked, Recordings recordings, PartWriter writer)
            throws IOException {
        writer.table(
                "sheets",
                table -> sheets(tenant, recordings, writer, sheet -> table.add(row(sheet))));
        writer.table(
                "sheet-criteria",
                table ->
                        sheets(
                                tenant,
                                recordings,
                                writer,
                                sheet -> {
                                    for (SheetCriterion one : sheet.content().criteria()) {
                                        table.add(row(sheet.facts(), one));
                                    }
                                }));
        writer.table(
                "transcripts",
                table -> transcripts(tenant, recordings, writer, found -> table.add(row(found))));
        writer.table(
                "transcript-segments",
                table ->
                        transcripts(
                                tenant,
                                recordings,
                                writer,
                                found -> {
                                    for (TranscriptSegment one : found.content().segments()) {
                                        table.add(row(found.facts(), one, asked));
                                    }
                                }));
        writer.table(
                "rectifications",
                table -> rectifications(tenant, asked, recordings, writer, table));
        writer.table("readings", table -> readings(tenant, recordings, table));
    }

    private void sheets(
            TenantId tenant, Recordings recordings, PartWriter writer, Rows<HeldSheet> rows)
            throws IOException {
        recordings.each(
                recording -> {
                    for (UUID id : ids(tenant, recording, DocumentKind.SHEET)) {
                        open(id, () -> PartSource.await(documents.sheet(tenant, id)), writer, rows);
                    }
                });
    }

    private void transcripts(
            TenantId tenant, Recordings recordings, PartWriter writer, Rows<HeldTranscript> rows)
            throws IOException {
        recordings.each(
                recording -> {
                    for (UUID id : ids(tenant, recording, DocumentKind.TRANSCRIPT)) {
                        open(
                                id,
                                () -> PartSource.await(documents.transcript(tenant, id)),
                                writer,
                                rows);
                    }
                });
    }

    /** What documents said before they were put right is held as well, and said to be old. */
    private void rectifications(
            TenantId tenant,
            PartAsked asked,
            Recordings recordings,
            PartWriter writer,
            PartWriter.Table table)
            throws IOException {
        recordings.each(
                recording -> {
                    for (DocumentKind kind : DocumentKind.values()) {
                        for (UUID id : ids(tenant, recording, kind)) {
                            open(
                                    id,
                                    () -> PartSource.await(rectified.of(tenant, id)),
                                    writer,
                                    texts -> {
                                        for (RectifiedText text : texts) {
                                            table.add(row(text, recording, asked));
                                        }
                                    });
                        }
                    }
                });
    }

    private Iterable<UUID> ids(TenantId tenant, UUID recording, DocumentKind kind) {
        return PartSource.await(documents.of(tenant, new RecordingId(recording), kind));
    }

    private interface Opening<T> {
        Optional<T> opened();
    }

    private static <T> void open(UUID id, Opening<T> opening, PartWriter writer, Rows<T> rows)
            throws IOException {
        Optional<T> found;
        try {
            found = opening.opened();
        } catch (Tampered _) {
            writer.missing(id.toString(), DOCUMENT_ALTERED);
            return;
        }
        if (found.isEmpty()) {
            writer.missing(id.toString(), ERASED_MEANWHILE);
        } else {
            rows.add(found.get());
        }
    }

    private void readings(TenantId tenant, Recordings recordings, PartWriter.Table table)
            throws IOException {
        recordings.each(
                recording -> {
                    for (DocumentKind kind : DocumentKind.values()) {
                        for (UUID id : ids(tenant, recording, kind)) {
                            for (DocumentAccess access :
                                    PartSource.await(documents.accesses(tenant, id, kind))) {
                                table.add(row(id, recording, access));
                            }
                        }
                    }
                });
    }

    private static ObjectNode row(HeldSheet sheet) {
        ObjectNode row = facts(sheet.facts(), sheet.content().language(), sheet.rectifications());
        row.put("organisation", sheet.content().evaluator().organisation());
        row.put("role", sheet.content().evaluator().role());
        row.put("summary", sheet.content().summary());
        return row;
    }

    private static ObjectNode row(HeldTranscript transcript) {
        ObjectNode row =
                facts(
                        transcript.facts(),
                        transcript.content().language(),
                        transcript.rectifications());
        row.put("source", transcript.content().source());
        return row;
    }

    private static ObjectNode facts(
            DocumentFacts facts, String language, List<Rectification> rectifications) {
        ObjectNode row = PartWriter.row();
        row.put("id", facts.document().toString());
        row.put("recording", facts.recording().toString());
        ArrayNode purposes = row.putArray("purposes");
        facts.purposes().forEach(purpose -> purposes.add(purpose.value()));
        row.put("createdAt", facts.createdAt().toString());
        row.put("language", language);
        row.put(
                "rectifiedAt",
                rectifications.isEmpty() ? null : rectifications.getLast().at().toString());
        return row;
    }

    private static ObjectNode row(DocumentFacts facts, SheetCriterion criterion) {
        ObjectNode row = PartWriter.row();
        row.put("sheet", facts.document().toString());
        row.put("code", criterion.code());
        row.put("score", criterion.score());
        row.put("maximum", criterion.maximum());
        row.put("remark", criterion.remark());
        return row;
    }

    /** What both said on one channel holds the words of the other. */
    private static ObjectNode row(DocumentFacts facts, TranscriptSegment segment, PartAsked asked) {
        boolean withheld =
                asked.otherVoices() == OtherVoices.WITHHELD && segment.channel() != SpokenBy.PERSON;
        ObjectNode row = PartWriter.row();
        row.put("transcript", facts.document().toString());
        row.put("startMs", segment.startMs());
        row.put("endMs", segment.endMs());
        row.put("spokenBy", segment.channel().name());
        row.put("masked", segment.masked());
        row.put("withheld", withheld);
        row.put("text", withheld ? null : segment.text());
        return row;
    }

    /** The words of others are withheld here as they are in the transcript itself. */
    private static ObjectNode row(RectifiedText text, UUID recording, PartAsked asked) {
        boolean withheld =
                asked.otherVoices() == OtherVoices.WITHHELD
                        && text.kind() == DocumentKind.TRANSCRIPT
                        && text.spokenBy() != SpokenBy.PERSON;
        ObjectNode row = PartWriter.row();
        row.put("document", text.document().toString());
        row.put("kind", text.kind().name());
        row.put("recording", recording.toString());
        row.put("version", text.version());
        row.put("field", text.field());
        row.put("withheld", withheld);
        row.put("before", withheld ? null : text.before());
        row.put("after", withheld ? null : text.after());
        row.put("rectifiedAt", text.at().toString());
        return row;
    }

    private static ObjectNode row(UUID document, UUID recording, DocumentAccess access) {
        ObjectNode row = PartWriter.row();
        row.put("document", document.toString());
        row.put("kind", access.kind().name());
        row.put("recording", recording.toString());
        row.put("organisation", access.actor().organisation());
        row.put("role", access.actor().role());
        row.put("purpose", access.purpose());
        row.put("reason", access.reason());
        row.put("at", access.at().toString());
        row.put("outcome", access.refused() ? "REFUSED" : "READ");
        return row;
    }
}
