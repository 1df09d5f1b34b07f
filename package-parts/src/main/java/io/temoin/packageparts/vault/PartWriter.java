// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.packageparts.domain.PartCount;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a part: a zip of tables, one JSON object a line, and then files. What should be there and
 * is not is named, with the reason. In memory is one row at a time.
 */
public final class PartWriter {

    /** Folder of the tables in a part. */
    public static final String TABLES = "tables/";

    /** Folder of the recordings in a part. */
    public static final String AUDIO = "audio/";

    /** The table of what is missing. */
    public static final String MISSING = "missing";

    /** How a table's name ends. */
    public static final String LINES = ".ndjson";

    private static final int BUFFER = 1 << 16;

    private static final ObjectWriter JSON =
            EventCodec.JSON.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    /** The rows of a table, which are written as they come. */
    @FunctionalInterface
    public interface Rows {

        /** Gives each row to {@code table}. */
        void writeTo(Table table) throws IOException;
    }

    /** A table being written. */
    public final class Table {

        private long count;

        /** Writes one row. */
        public void add(ObjectNode row) throws IOException {
            zip.write(JSON.writeValueAsBytes(row));
            zip.write('\n');
            count++;
        }
    }

    /** A zip that is written in larger pieces than the JDK's 512 bytes. */
    private static final class LargePieces extends ZipOutputStream {

        LargePieces(OutputStream out) {
            super(out);
            this.buf = new byte[BUFFER];
        }
    }

    private record Gap(String item, String reason) {}

    private final ZipOutputStream zip;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Set<Gap> gaps = new LinkedHashSet<>();

    /** Writes to {@code out}, which stays open. */
    public PartWriter(OutputStream out) {
        this.zip = new LargePieces(out);
        zip.setLevel(Deflater.BEST_SPEED);
    }

    /** An empty row. */
    public static ObjectNode row() {
        return new ObjectMapper().createObjectNode();
    }

    /** Writes a table; before all files. */
    public void table(String name, Rows rows) throws IOException {
        if (counts.containsKey("audio")) {
            throw new IllegalStateException("tables come before files");
        }
        zip.putNextEntry(new ZipEntry(TABLES + name + LINES));
        Table table = new Table();
        rows.writeTo(table);
        zip.closeEntry();
        counts.put(name, table.count);
    }

    /** Writes a recording. What has been compressed before is only packed. */
    public void audio(String name, PartStorage.Content content) throws IOException {
        zip.setLevel(Deflater.NO_COMPRESSION);
        zip.putNextEntry(new ZipEntry(AUDIO + name));
        content.writeTo(
                new FilterOutputStream(zip) {
                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        zip.write(bytes, offset, length);
                    }

                    @Override
                    public void close() {
                        // the zip goes on
                    }
                });
        zip.closeEntry();
        counts.merge("audio", 1L, Long::sum);
    }

    /**
     * Says that something is missing; saying it again changes nothing.
     *
     * @param item what, for instance the id of a recording
     * @param reason why, a code
     */
    public void missing(String item, String reason) {
        gaps.add(new Gap(item, reason));
    }

    /**
     * Ends the part; what is missing comes last.
     *
     * @return what is in it
     */
    public List<PartCount> finish() throws IOException {
        zip.setLevel(Deflater.BEST_SPEED);
        zip.putNextEntry(new ZipEntry(TABLES + MISSING + LINES));
        Table table = new Table();
        for (Gap gap : gaps) {
            table.add(row().put("item", gap.item()).put("reason", gap.reason()));
        }
        zip.closeEntry();
        counts.put(MISSING, table.count);
        zip.finish();
        return counts.entrySet().stream()
                .map(one -> new PartCount(one.getKey(), one.getValue()))
                .toList();
    }
}
