// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import io.temoin.eventsourcing.Sha256;
import io.temoin.packageparts.domain.OtherVoices;
import io.temoin.packageparts.domain.PackageKind;
import io.temoin.packageparts.domain.PartCount;
import io.temoin.packageparts.vault.PackageKey;
import io.temoin.packageparts.vault.PartStorage;
import io.temoin.packageparts.vault.PartWriter;
import io.temoin.packageparts.vault.RecipientKey;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRequested;
import io.temoin.retention.rights.accesspackage.domain.PartContent;
import io.temoin.retention.rights.domain.OwnerService;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Writes a part with a recording and a table that are each larger than the heap of this process,
 * and the package with it. Says so when it is whole.
 */
final class LargePackage {

    static final String WHOLE = "whole";

    private static final UUID PACKAGE = new UUID(1, 1);
    private static final UUID PART = new UUID(1, 2);
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

    private LargePackage() {}

    /** The folder of the part, and how many bytes its recording and its table have. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]).resolve("part");
        long size = Long.parseLong(arguments[1]);
        PackageKey key = PackageKey.create();
        String context = PackageKey.context("helios", PACKAGE, "RECORDING");
        PartContent content = part(file, key, context, size);
        PartReader reader =
                new PartReader(
                        new OneFile(file), "part", key, context, OwnerService.RECORDING, content);
        reader.requireThere();
        AccessPackageRequested requested = requested();
        PackageZip zip =
                new PackageZip(
                        new PackageManifest(requested, List.of(), NOW),
                        List.of(reader),
                        new PackagePage(requested, ZoneId.of("Europe/Paris")));
        Counted out = new Counted();
        zip.writeTo(out, "passphrase", () -> {});
        if (out.bytes < size) {
            throw new IllegalStateException("the package has only " + out.bytes + " bytes");
        }
        System.out.println(WHOLE);
    }

    private static PartContent part(Path file, PackageKey key, String context, long size)
            throws IOException {
        List<PartCount> counts;
        DigestOutputStream out =
                new DigestOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(file)), Sha256.digest());
        try (OutputStream sealed = RecipientKey.of(key.recipientKey()).seal(out, context)) {
            PartWriter writer = new PartWriter(sealed);
            writer.table("recordings", table -> rows(table, size));
            writer.audio("r1.wav", audio -> noise(audio, size));
            counts = writer.finish();
        }
        String sha256 = HexFormat.of().formatHex(out.getMessageDigest().digest());
        return new PartContent(PART, Files.size(file), sha256, counts);
    }

    private static void rows(PartWriter.Table table, long size) throws IOException {
        String filling = "x".repeat(1_000);
        for (long written = 0; written < size; written += filling.length()) {
            table.add(PartWriter.row().put("id", written).put("state", filling));
        }
    }

    private static void noise(OutputStream out, long size) throws IOException {
        byte[] piece = new byte[1 << 16];
        new java.util.Random(7).nextBytes(piece);
        for (long written = 0; written < size; written += piece.length) {
            out.write(piece);
        }
    }

    private static AccessPackageRequested requested() {
        return new AccessPackageRequested(
                PACKAGE,
                new UUID(1, 3),
                "rhone-telecom",
                "0123456789abcdef0123456789abcdef",
                PackageKind.ACCESS,
                OtherVoices.INCLUDED,
                null,
                List.of(),
                List.of(OwnerService.RECORDING),
                NOW,
                NOW,
                NOW);
    }

    /** What is written is only counted. */
    private static final class Counted extends FilterOutputStream {

        private long bytes;

        Counted() {
            super(OutputStream.nullOutputStream());
        }

        @Override
        public void write(byte[] content, int offset, int length) {
            bytes += length;
        }
    }

    /** A storage that has one part. */
    private record OneFile(Path file) implements PartStorage {

        @Override
        public void store(String name, Content content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public InputStream open(String name) throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public void removeBelow(String prefix) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
