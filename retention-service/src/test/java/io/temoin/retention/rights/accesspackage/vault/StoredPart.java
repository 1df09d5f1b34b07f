// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import io.temoin.eventsourcing.Sha256;
import io.temoin.packageparts.domain.OtherVoices;
import io.temoin.packageparts.domain.PackageKind;
import io.temoin.packageparts.vault.PackageKey;
import io.temoin.packageparts.vault.PartFolder;
import io.temoin.packageparts.vault.PartStorage;
import io.temoin.packageparts.vault.PartStorages;
import io.temoin.packageparts.vault.RecipientKey;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRequested;
import io.temoin.retention.rights.accesspackage.domain.PartContent;
import io.temoin.retention.rights.accesspackage.domain.Withheld;
import io.temoin.retention.rights.domain.OwnerService;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** The part of recording-service in a package, sealed and stored as a service does. */
final class StoredPart {

    private static final String TENANT = "helios";
    private static final UUID PACKAGE = new UUID(1, 1);
    private static final UUID PART = new UUID(1, 2);
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

    private StoredPart() {}

    /** Stores a part below a folder, and gives what reads it. */
    static PartReader in(Path folder, PartStorage.Content content) throws IOException {
        PackageKey key = PackageKey.create();
        String context = PackageKey.context(TENANT, PACKAGE, OwnerService.RECORDING.name());
        String name = PartStorages.name(TENANT, PACKAGE, PART);
        PartFolder storage = new PartFolder(folder);
        var digest = Sha256.digest();
        storage.store(
                name,
                out -> {
                    try (OutputStream sealed =
                            RecipientKey.of(key.recipientKey())
                                    .seal(new DigestOutputStream(out, digest), context)) {
                        content.writeTo(sealed);
                    }
                });
        return new PartReader(
                storage,
                name,
                key,
                context,
                OwnerService.RECORDING,
                new PartContent(
                        PART,
                        Files.size(folder.resolve(name)),
                        HexFormat.of().formatHex(digest.digest()),
                        List.of()));
    }

    /** The package that has this part only. */
    static PackageZip packageOf(PartReader part) {
        AccessPackageRequested requested =
                new AccessPackageRequested(
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
        return new PackageZip(
                new PackageManifest(requested, List.of(), Withheld.NOTHING, NOW),
                List.of(part),
                new PackagePage(requested, ZoneId.of("Europe/Paris")));
    }

    /** Bytes that cannot be compressed. */
    static void noise(OutputStream out, long size) throws IOException {
        byte[] piece = new byte[1 << 16];
        new java.util.Random(7).nextBytes(piece);
        for (long written = 0; written < size; written += piece.length) {
            out.write(piece);
        }
    }

    /** What is written is only counted. */
    static final class Counted extends OutputStream {

        private long bytes;

        long bytes() {
            return bytes;
        }

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] content, int offset, int length) {
            bytes += length;
        }
    }
}
