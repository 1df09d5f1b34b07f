// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.packageparts.vault.PackageKey;
import io.temoin.packageparts.vault.PartStorage;
import io.temoin.packageparts.vault.PartWriter;
import io.temoin.retention.rights.domain.OwnerService;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** One service's part, which can be read several times. */
final class PartReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Takes the rows of a table as they are read. */
    interface Rows {
        void add(JsonNode row) throws IOException;
    }

    /** Takes a table. */
    interface Tables {
        void table(String name, Source source) throws IOException;
    }

    /** A table that is read once. */
    interface Source {
        void readInto(Rows rows) throws IOException;
    }

    /** Takes a file. */
    interface Files {
        void file(String name, InputStream content) throws IOException;
    }

    private final PartStorage storage;
    private final String name;
    private final PackageKey key;
    private final String context;
    private final OwnerService service;

    PartReader(
            PartStorage storage,
            String name,
            PackageKey key,
            String context,
            OwnerService service) {
        this.storage = storage;
        this.name = name;
        this.key = key;
        this.context = context;
        this.service = service;
    }

    OwnerService service() {
        return service;
    }

    /** Fails unless the part is there and opens. */
    void requireThere() throws IOException {
        try (ZipInputStream zip = open()) {
            zip.getNextEntry();
        }
    }

    /** The tables; stops before the first file. */
    void tables(Tables tables) throws IOException {
        try (ZipInputStream zip = open()) {
            ZipEntry entry = zip.getNextEntry();
            while (entry != null && entry.getName().startsWith(PartWriter.TABLES)) {
                String table = table(entry);
                if (!table.equals(PartWriter.MISSING)) {
                    tables.table(table, rows -> lines(zip, rows));
                }
                entry = zip.getNextEntry();
            }
        }
    }

    /** The files, and then what is missing. */
    void files(Files files, Rows missing) throws IOException {
        try (ZipInputStream zip = open()) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().startsWith(PartWriter.AUDIO)) {
                    files.file(entry.getName().substring(PartWriter.AUDIO.length()), unclosed(zip));
                } else if (table(entry).equals(PartWriter.MISSING)) {
                    lines(zip, missing);
                }
            }
        }
    }

    private static String table(ZipEntry entry) {
        String name = entry.getName();
        return name.substring(
                PartWriter.TABLES.length(), name.length() - PartWriter.LINES.length());
    }

    private static void lines(ZipInputStream zip, Rows rows) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(unclosed(zip), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            rows.add(JSON.readTree(line));
        }
    }

    private static InputStream unclosed(ZipInputStream zip) {
        return new FilterInputStream(zip) {
            @Override
            public void close() {
                // the zip is read on
            }
        };
    }

    private ZipInputStream open() throws IOException {
        InputStream sealed = storage.open(name);
        try {
            return new ZipInputStream(key.open(sealed, context));
        } catch (IOException | RuntimeException failure) {
            sealed.close();
            throw failure;
        }
    }
}
