// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.eventsourcing.Sha256;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.packageparts.vault.PackageKey;
import io.temoin.packageparts.vault.PartStorage;
import io.temoin.packageparts.vault.PartWriter;
import io.temoin.packageparts.vault.ReadAhead;
import io.temoin.retention.rights.accesspackage.domain.PartContent;
import io.temoin.retention.rights.domain.OwnerService;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * One service's part, which can be read several times. Reading its files compares all of it with
 * what was announced; its tables say the same every time, or reading them fails.
 */
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
    private final PartContent announced;

    /** SHA-256 of the tables that were read. */
    private final Map<String, String> known = new HashMap<>();

    /** Whether these are all that the announced part has. */
    private boolean verified;

    private interface Reading {
        void of(ZipInputStream zip) throws IOException;
    }

    PartReader(
            PartStorage storage,
            String name,
            PackageKey key,
            String context,
            OwnerService service,
            PartContent announced) {
        this.storage = storage;
        this.name = name;
        this.key = key;
        this.context = context;
        this.service = service;
        this.announced = announced;
    }

    OwnerService service() {
        return service;
    }

    /** Fails unless the part is there and opens. */
    void requireThere() throws IOException {
        read(false, ZipInputStream::getNextEntry);
    }

    /** The tables; stops before the first file. */
    void tables(Tables tables) throws IOException {
        read(
                false,
                zip -> {
                    PartNames names = new PartNames(service);
                    ZipEntry entry = zip.getNextEntry();
                    while (entry != null && names.isTable(entry)) {
                        String table = names.table(entry);
                        if (!table.equals(PartWriter.MISSING)) {
                            tables.table(table, rows -> lines(table, zip, rows));
                        }
                        entry = zip.getNextEntry();
                    }
                });
    }

    /**
     * The files, and then what is missing.
     *
     * @throws PartAltered when the part is not what was announced; by then all of it was read
     */
    void files(Files files, Rows missing) throws IOException {
        read(
                true,
                zip -> {
                    PartNames names = new PartNames(service);
                    ZipEntry entry = zip.getNextEntry();
                    while (entry != null) {
                        if (!names.isTable(entry)) {
                            files.file(names.file(entry), unclosed(zip));
                        } else {
                            String table = names.table(entry);
                            if (table.equals(PartWriter.MISSING)) {
                                lines(table, zip, missing);
                            } else {
                                compare(table, zip);
                            }
                        }
                        entry = zip.getNextEntry();
                    }
                });
    }

    private void lines(String table, ZipInputStream zip, Rows rows) throws IOException {
        DigestInputStream content = new DigestInputStream(unclosed(zip), Sha256.digest());
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            rows.add(JSON.readTree(line));
        }
        requireSame(table, content);
    }

    private void compare(String table, ZipInputStream zip) throws IOException {
        DigestInputStream content = new DigestInputStream(unclosed(zip), Sha256.digest());
        content.transferTo(OutputStream.nullOutputStream());
        requireSame(table, content);
    }

    private void requireSame(String table, DigestInputStream read) throws PartAltered {
        String sha256 = HexFormat.of().formatHex(read.getMessageDigest().digest());
        String before = known.putIfAbsent(table, sha256);
        if (before == null ? verified : !before.equals(sha256)) {
            throw new PartAltered(service);
        }
    }

    private static InputStream unclosed(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public void close() {
                // it is read on
            }
        };
    }

    /**
     * Whatever cannot be read: if the part is not what was announced, that is why.
     *
     * @throws PartAltered then, or when it was announced and is no part
     * @throws StorageUnavailable when the storage failed
     */
    private void read(boolean whole, Reading reading) throws IOException {
        try (AnnouncedPart sealed = new AnnouncedPart(opened(), service, announced)) {
            try (ZipInputStream zip = new PartZip(clear(sealed, whole))) {
                reading.of(zip);
            } catch (Unwritable | HandingOutEnded gone) {
                throw gone;
            } catch (IOException failure) {
                sealed.requireAnnounced();
                PartAltered noPart = new PartAltered(service);
                noPart.initCause(failure);
                throw noPart;
            } catch (RuntimeException failure) {
                sealed.requireAnnounced();
                throw failure;
            }
            if (whole) {
                sealed.requireAnnounced();
                verified = true;
            }
        }
    }

    /** Leaves it open, to be read to its end. Of what is not read whole, nothing is read ahead. */
    private InputStream clear(AnnouncedPart sealed, boolean whole) throws IOException {
        InputStream clear = key.open(sealed, context);
        return whole ? new ReadAhead(clear) : unclosed(clear);
    }

    /** What is gone for good cannot be what was announced; what cannot be asked for, can. */
    private InputStream opened() throws IOException {
        try {
            return storage.open(name);
        } catch (NoSuchFileException _) {
            throw new PartAltered(service);
        } catch (IOException failure) {
            throw new StorageUnavailable("the part of " + service + " cannot be opened", failure);
        }
    }
}
