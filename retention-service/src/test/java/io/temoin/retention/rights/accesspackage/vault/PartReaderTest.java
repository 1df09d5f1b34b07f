// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.packageparts.domain.PartCount;
import io.temoin.retention.rights.accesspackage.domain.PartContent;
import io.temoin.retention.rights.domain.OwnerService;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part as it is read: what is in it, what it may be called, and what a storage may do. */
class PartReaderTest {

    @TempDir private Path folder;

    private PartReader part(String... names) throws IOException {
        return StoredPart.in(
                folder,
                stored -> {
                    ZipOutputStream zip = new ZipOutputStream(stored);
                    for (String name : names) {
                        zip.putNextEntry(new ZipEntry(name));
                        zip.write("{\"id\":\"1\"}\n".getBytes(StandardCharsets.UTF_8));
                        zip.closeEntry();
                    }
                    zip.finish();
                });
    }

    private static List<String> read(PartReader part) throws IOException {
        List<String> found = new ArrayList<>();
        part.files((name, _) -> found.add(name), _ -> {});
        part.tables(
                (name, rows) -> {
                    rows.readInto(_ -> {});
                    found.add(name);
                });
        return found;
    }

    @Test
    void itsTablesAndFilesAreRead() throws IOException {
        assertThat(
                        read(
                                part(
                                        "tables/sheet-criteria.ndjson",
                                        "audio/0f0e-1.wav",
                                        "tables/missing.ndjson")))
                .containsExactly("0f0e-1.wav", "sheet-criteria");
    }

    /** A person unpacks the package, perhaps where capitals do not count. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "audio/../../../.bashrc",
                "audio/..\\..\\x.wav",
                "audio//etc/passwd.wav",
                "audio/C:x.wav",
                "audio/a\u001b[2J.wav",
                "audio/a\n.wav",
                "audio/.wav",
                "audio/",
                "audio/a/b.wav",
                "tables/../x.ndjson",
                "tables/.ndjson",
                "tables/Calls.ndjson",
                "tables/x.json",
                "/etc/passwd",
                "elsewhere.wav"
            })
    void aNameThatNoServiceGivesIsNoPart(String name) throws IOException {
        PartReader part = part("tables/calls.ndjson", name);

        assertThatThrownBy(() -> read(part)).isInstanceOf(PartAltered.class);
    }

    @Test
    void noFileReplacesAnother() throws IOException {
        PartReader part = part("tables/calls.ndjson", "audio/r1.wav", "audio/R1.wav");

        assertThatThrownBy(() -> read(part)).isInstanceOf(PartAltered.class);
    }

    /** A volume that is not mounted holds nothing, and nothing in it was altered. */
    @Test
    void aStorageThatIsNotThereIsAnOutage() throws IOException {
        PartReader part = part("tables/calls.ndjson");
        Path elsewhere = folder.resolveSibling(folder.getFileName() + "-moved");

        Files.move(folder, elsewhere);
        assertThatThrownBy(part::requireThere).isInstanceOf(StorageUnavailable.class);
        Files.move(elsewhere, folder);

        assertThat(read(part)).containsExactly("calls");
    }

    @Test
    void aPartThatIsGoneIsAltered() throws IOException {
        PartReader part = part("tables/calls.ndjson");
        try (var files = Files.walk(folder)) {
            Files.delete(files.filter(Files::isRegularFile).findFirst().orElseThrow());
        }

        assertThatThrownBy(part::requireThere).isInstanceOf(PartAltered.class);
    }

    /** It ends after so many bytes, with a failure and then as if that were all. */
    private static InputStream breakingOff() {
        return new FilterInputStream(new ByteArrayInputStream(new byte[10])) {
            private boolean failed;

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int count = super.read(into, offset, length);
                if (count < 0 && !failed) {
                    failed = true;
                    throw new IOException("the connection was reset");
                }
                return count;
            }
        };
    }

    @Test
    void whatBreaksOffIsNotAltered() throws IOException {
        var announced =
                new PartContent(
                        new UUID(1, 2), 20, "ab".repeat(32), List.of(new PartCount("calls", 1)));
        try (var part = new AnnouncedPart(breakingOff(), OwnerService.CONSENT, announced)) {
            assertThatThrownBy(part::readAllBytes).hasMessage("the connection was reset");
            assertThatThrownBy(part::requireAnnounced).isInstanceOf(StorageUnavailable.class);
        }
        try (var part = new AnnouncedPart(breakingOff(), OwnerService.CONSENT, announced)) {
            assertThatThrownBy(part::requireAnnounced).isInstanceOf(StorageUnavailable.class);
        }
    }
}
