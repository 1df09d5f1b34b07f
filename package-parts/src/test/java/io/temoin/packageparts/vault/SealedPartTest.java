// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.packageparts.domain.PartCount;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part is readable with the key of its package, whole, and in no other way. */
class SealedPartTest {

    private static final String CONTEXT = PackageKey.context("t1", "p1", "CONSENT");
    private static final byte[] AUDIO = new byte[3 << 20];

    static {
        Arrays.fill(AUDIO, (byte) 'x');
    }

    private final PackageKey key = PackageKey.create();

    private byte[] sealed() {
        var out = new ByteArrayOutputStream();
        try (var sealed = RecipientKey.of(key.recipientKey()).seal(out, CONTEXT)) {
            sealed.write("a needle".getBytes(StandardCharsets.UTF_8));
            sealed.write(AUDIO);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return out.toByteArray();
    }

    @Test
    void opensWithTheKeyOfThePackageAlsoAfterItWasStored() throws IOException {
        var again = PackageKey.of(key.secret());

        try (InputStream clear = again.open(new ByteArrayInputStream(sealed()), CONTEXT)) {
            assertThat(new String(clear.readNBytes(8), StandardCharsets.UTF_8))
                    .isEqualTo("a needle");
            assertThat(clear.readAllBytes()).isEqualTo(AUDIO);
        }
        assertThat(new String(sealed(), StandardCharsets.ISO_8859_1)).doesNotContain("a needle");
        assertThat(key).hasToString("PackageKey[secret]");
    }

    @Test
    void opensWithNoOtherKeyAndInNoOtherPlace() {
        var other = PackageKey.create();
        var elsewhere = PackageKey.context("t1", "p2", "CONSENT");

        assertThatThrownBy(() -> read(other, sealed(), CONTEXT)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(key, sealed(), elsewhere)).isInstanceOf(IOException.class);
    }

    @Test
    void whatWasCutOffOrAlteredIsRefused() {
        var whole = sealed();
        var cut = Arrays.copyOf(whole, whole.length - 1);
        var altered = whole.clone();
        altered[whole.length / 2] ^= 1;
        var strange = new byte[] {9, 9, 9, 9};

        assertThatThrownBy(() -> read(key, cut, CONTEXT)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(key, altered, CONTEXT)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(key, strange, CONTEXT)).isInstanceOf(IOException.class);
    }

    private static void read(PackageKey key, byte[] sealed, String context) throws IOException {
        try (InputStream clear = key.open(new ByteArrayInputStream(sealed), context)) {
            clear.readAllBytes();
        }
    }

    @Test
    void aPartSaysWhatIsInItAndWhatIsMissing() throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new PartWriter(out);
        writer.table(
                "calls",
                table -> {
                    table.add(PartWriter.row().put("id", "1"));
                    table.add(PartWriter.row().put("id", "2"));
                });
        writer.audio("1.wav", audio -> audio.write(AUDIO));
        writer.missing("2", "ERASED");

        assertThat(writer.finish())
                .containsExactly(
                        new PartCount("calls", 2),
                        new PartCount("audio", 1),
                        new PartCount("missing", 1));
        Map<String, String> entries = new LinkedHashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(
                        entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(entries.keySet())
                .containsExactly("tables/calls.ndjson", "audio/1.wav", "tables/missing.ndjson");
        assertThat(entries.get("tables/calls.ndjson"))
                .isEqualTo("{\"id\":\"1\"}\n{\"id\":\"2\"}\n");
        assertThat(entries.get("tables/missing.ndjson"))
                .isEqualTo("{\"item\":\"2\",\"reason\":\"ERASED\"}\n");
        assertThat(entries.get("audio/1.wav")).hasSize(AUDIO.length);
    }

    @Test
    void aFolderHasAPartWholeOrNotAtAll(@TempDir Path folder) throws IOException {
        try (var storage = new PartFolder(folder)) {
            storage.store("t1/p1/a", out -> out.write(AUDIO));
            assertThatThrownBy(
                            () ->
                                    storage.store(
                                            "t1/p1/b",
                                            out -> {
                                                out.write(AUDIO);
                                                throw new IOException("cut off");
                                            }))
                    .hasMessage("cut off");

            assertThat(storage.open("t1/p1/a").readAllBytes()).isEqualTo(AUDIO);
            assertThatThrownBy(() -> storage.open("t1/p1/b"))
                    .isInstanceOf(NoSuchFileException.class);
            assertThat(folder.resolve("t1/p1")).isDirectoryContaining("glob:**/a");
            assertThat(folder.resolve("t1/p1").toFile().list()).containsExactly("a");
            storage.removeBelow("t1/p1/");
            storage.removeBelow("t1/p1/");
            assertThatThrownBy(() -> storage.open("t1/p1/a"))
                    .isInstanceOf(NoSuchFileException.class);
        }
    }
}
