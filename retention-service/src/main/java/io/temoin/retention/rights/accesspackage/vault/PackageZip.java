// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.eventsourcing.Sha256;
import io.temoin.retention.rights.domain.OwnerService;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a package: the tables of all parts as JSON and CSV, the recordings, a page to read, and
 * the manifest last, when all is known. In memory are one row at a time and the list of files.
 * Every file is encrypted with AES-256 (AE-2), which ordinary programs open.
 */
final class PackageZip {

    private static final ObjectWriter JSON =
            new ObjectMapper().writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    private static final int BUFFER = 1 << 16;
    private static final String FILE = "file";
    private static final String VOICES = "voices";

    private final PackageManifest manifest;
    private final List<PartReader> parts;
    private final PackagePage page;
    private final Map<OwnerService, RefusedItems> refused = new EnumMap<>(OwnerService.class);

    /** Paths of the recordings and other files of parts that are written. */
    private final Set<String> written = new HashSet<>();

    private final List<Gap> gaps = new ArrayList<>();

    PackageZip(PackageManifest manifest, List<PartReader> parts, PackagePage page) {
        this.manifest = manifest;
        this.parts = List.copyOf(parts);
        this.page = page;
        for (PartReader part : parts) {
            refused.put(
                    part.service(), new RefusedItems(manifest.withheld().itemsOf(part.service())));
        }
    }

    /**
     * Writes all of it, once; leaves {@code out} open. The files of a part come before its tables,
     * so that no row names a file that is not there.
     */
    void writeTo(OutputStream out, String passphrase, WatchedOutput.Permission permission)
            throws IOException {
        WatchedOutput watched = new WatchedOutput(out, permission);
        EncryptedZip zip = new EncryptedZip(watched, passphrase, manifest.writtenAt());
        for (PartReader part : parts) {
            watched.require();
            refuse(part);
            files(zip, part);
            tables(zip, part);
        }
        entry(zip, "index.html", null, true, this::page);
        watched.require();
        entry(
                zip,
                "manifest.json",
                null,
                true,
                json -> json.write(manifest.of(gaps).getBytes(StandardCharsets.UTF_8)));
        zip.finish();
    }

    /** What is refused along with an item has to be known before the first file. */
    private void refuse(PartReader part) throws IOException {
        if (refusedOf(part).isSomething()) {
            part.tables((_, rows) -> rows.readInto(row -> refusedOf(part).allow(row)));
        }
    }

    /** Something that a service could not put into its part. */
    record Gap(String service, String item, String reason) {}

    private void tables(EncryptedZip zip, PartReader part) throws IOException {
        String folder = TableColumns.folder(part.service());
        part.tables(
                (name, rows) ->
                        entry(
                                zip,
                                folder + "/" + name + ".json",
                                folder,
                                true,
                                json -> array(json, handedOut(part, rows))));
        part.tables(
                (name, rows) -> {
                    List<String> columns = TableColumns.of(part.service(), name);
                    if (!columns.isEmpty()) {
                        entry(
                                zip,
                                folder + "/" + name + ".csv",
                                folder,
                                true,
                                csv -> csv(csv, columns, handedOut(part, rows)));
                    }
                });
    }

    private static void array(OutputStream out, PartReader.Source rows) throws IOException {
        boolean[] begun = {false};
        out.write('[');
        rows.readInto(
                row -> {
                    out.write((begun[0] ? ",\n" : "\n").getBytes(StandardCharsets.UTF_8));
                    out.write(JSON.writeValueAsBytes(row));
                    begun[0] = true;
                });
        out.write("\n]\n".getBytes(StandardCharsets.UTF_8));
    }

    private static void csv(OutputStream out, List<String> columns, PartReader.Source rows)
            throws IOException {
        out.write(CsvLine.head(columns).getBytes(StandardCharsets.UTF_8));
        rows.readInto(row -> out.write(CsvLine.of(columns, row).getBytes(StandardCharsets.UTF_8)));
    }

    private void files(EncryptedZip zip, PartReader part) throws IOException {
        String folder = TableColumns.folder(part.service());
        part.files(
                (name, content) -> {
                    if (refusedOf(part).allow(name)) {
                        String path = folder + "/audio/" + name;
                        entry(zip, path, folder, false, out -> copy(content, out));
                        written.add(path);
                    }
                },
                row -> {
                    if (refusedOf(part).allow(row)) {
                        gaps.add(gap(folder, row));
                    }
                });
    }

    private RefusedItems refusedOf(PartReader part) {
        return Objects.requireNonNull(refused.get(part.service()));
    }

    /**
     * What was not refused. A row was written before its file, which could be destroyed or damaged
     * in between.
     */
    private PartReader.Source handedOut(PartReader part, PartReader.Source rows) {
        return sink ->
                rows.readInto(
                        row -> {
                            if (refusedOf(part).allow(row)) {
                                sink.add(truthful(row));
                            }
                        });
    }

    private JsonNode truthful(JsonNode row) {
        JsonNode file = row.path(FILE);
        if (file.isTextual()
                && row instanceof ObjectNode object
                && (!written.contains(file.textValue()) || isMissing(row.path("id").asText()))) {
            object.putNull(FILE);
            object.putNull(VOICES);
        }
        return row;
    }

    private boolean isMissing(String item) {
        return gaps.stream().anyMatch(gap -> gap.item().equals(item));
    }

    private static Gap gap(String folder, JsonNode row) {
        return new Gap(folder, row.path("item").asText(), row.path("reason").asText());
    }

    private static void copy(InputStream content, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            out.write(buffer, 0, read);
        }
    }

    private void page(OutputStream out) throws IOException {
        page.begin(out);
        for (Locale language : PackagePage.LANGUAGES) {
            page.head(out, language, manifest.missing(), gaps);
            page.refused(out, language, manifest.withheld());
            for (PartReader part : parts) {
                part.tables(
                        (name, rows) ->
                                page.table(
                                        out,
                                        language,
                                        part.service(),
                                        name,
                                        handedOut(part, rows)));
            }
            page.foot(out, language);
        }
        page.end(out);
    }

    /** One file, which the manifest lists. */
    private void entry(
            EncryptedZip zip,
            String path,
            @Nullable String service,
            boolean compressed,
            EncryptedZip.Body body)
            throws IOException {
        zip.entry(
                path,
                compressed,
                out -> {
                    Counted counted = new Counted(out);
                    body.writeTo(counted);
                    manifest.add(path, service, counted.bytes, counted.sha256());
                });
    }

    /** What is written of a file, counted and hashed on its way. */
    private static final class Counted extends FilterOutputStream {

        private final MessageDigest digest = Sha256.digest();
        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] content, int offset, int length) throws IOException {
            out.write(content, offset, length);
            digest.update(content, offset, length);
            bytes += length;
        }

        String sha256() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
