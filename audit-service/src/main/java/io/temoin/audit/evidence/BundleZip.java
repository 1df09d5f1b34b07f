// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.smallrye.mutiny.Multi;
import io.temoin.audit.evidence.EvidenceBundle.Part;
import io.temoin.transparency.entry.BundleManifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a zip file without ever having all of it: what was written is taken away file by file. The
 * manifest comes last, since it is known then. One object is for one file, and for one thread at a
 * time.
 */
final class BundleZip {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(written);
    private final TreeMap<String, String> hashes = new TreeMap<>();
    private final LocalDateTime time;

    /**
     * An empty file.
     *
     * @param time of all files in it
     */
    BundleZip(Instant time) {
        this.time = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    /** These files and their manifest, as they come. */
    Multi<byte[]> pieces(int entries, Stream<Part> parts) {
        Multi<byte[]> files = Multi.createFrom().items(() -> parts.map(this::add));
        Multi<byte[]> end = Multi.createFrom().item(() -> end(entries));
        return Multi.createBy().concatenating().streams(files, end);
    }

    private byte[] add(Part part) {
        hashes.put(part.name(), BundleManifest.sha256(part.content()));
        try {
            write(part.name(), part.content());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure); // memory has no such failure
        }
        return taken();
    }

    private byte[] end(int entries) {
        try {
            write(BundleManifest.NAME, new BundleManifest(entries, hashes).bytes());
            zip.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure); // memory has no such failure
        }
        return taken();
    }

    private void write(String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private byte[] taken() {
        byte[] bytes = written.toByteArray();
        written.reset();
        return bytes;
    }
}
