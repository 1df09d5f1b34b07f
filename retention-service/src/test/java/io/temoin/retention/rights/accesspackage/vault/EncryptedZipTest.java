// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.lingala.zip4j.ZipFile;
import net.lingala.zip4j.exception.ZipException;
import net.lingala.zip4j.io.inputstream.ZipInputStream;
import net.lingala.zip4j.model.FileHeader;
import net.lingala.zip4j.model.LocalFileHeader;
import net.lingala.zip4j.model.enums.AesKeyStrength;
import net.lingala.zip4j.model.enums.AesVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opened by another program: zip4j, by the directory and as a stream. */
class EncryptedZipTest {

    private static final String PASSPHRASE = "K7QXM-2HVPN-8RDTW-5ZCAJ-6LEGF";
    private static final LocalDateTime AT = LocalDateTime.of(2026, 12, 1, 10, 0, 2);
    private static final long FOUR_BYTES = 0xFFFF_FFFFL;

    @TempDir private Path folder;

    /** Sizes around those of blocks and of what is encrypted at a time. */
    private static Map<String, byte[]> contents() {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        Random random = new Random(42);
        for (int size : new int[] {0, 1, 15, 16, 17, 65_535, 65_536, 65_537, 300_000}) {
            byte[] content = new byte[size];
            random.nextBytes(content);
            contents.put("noise/" + size + ".wav", content);
            contents.put("texts/é-" + size + ".json", "abc".repeat(size / 3).getBytes(UTF_8));
        }
        return contents;
    }

    private static byte[] zip(Map<String, byte[]> contents, long most) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EncryptedZip zip = new EncryptedZip(out, PASSPHRASE, AT, most);
        for (Map.Entry<String, byte[]> content : contents.entrySet()) {
            zip.entry(
                    content.getKey(),
                    content.getKey().startsWith("texts/"),
                    entry -> {
                        entry.write(content.getValue(), 0, content.getValue().length / 2);
                        entry.write(
                                content.getValue(),
                                content.getValue().length / 2,
                                content.getValue().length - content.getValue().length / 2);
                    });
        }
        zip.finish();
        return out.toByteArray();
    }

    private ZipFile opened(byte[] zip, String passphrase) throws IOException {
        Path file = Files.write(folder.resolve("package.zip"), zip);
        return new ZipFile(file.toFile(), passphrase.toCharArray());
    }

    /** With sizes in four bytes, in eight where they are large, and in eight everywhere. */
    @ParameterizedTest
    @ValueSource(longs = {FOUR_BYTES, 100_000, 0})
    void isReadByItsDirectory(long most) throws IOException {
        Map<String, byte[]> contents = contents();

        try (ZipFile file = opened(zip(contents, most), PASSPHRASE)) {
            assertThat(file.getFileHeaders()).hasSize(contents.size());
            for (FileHeader header : file.getFileHeaders()) {
                byte[] content = contents.get(header.getFileName());
                assertThat(header.getUncompressedSize()).isEqualTo(content.length);
                assertThat(header.getAesExtraDataRecord().getAesKeyStrength())
                        .isEqualTo(AesKeyStrength.KEY_STRENGTH_256);
                assertThat(header.getAesExtraDataRecord().getAesVersion())
                        .isEqualTo(AesVersion.TWO);
                assertThat(header.getCrc()).isZero();
                try (var in = file.getInputStream(header)) {
                    assertThat(in.readAllBytes()).isEqualTo(content);
                }
            }
        }
    }

    /** Four bytes of ones say that the size is elsewhere, so they are no size themselves. */
    @Test
    void theLargestNumberOfFourBytesIsWrittenInEight() throws IOException {
        int size = 1_000;
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put("one-less.json", new byte[size - 1]);
        contents.put("as-large.json", new byte[size]);
        byte[] zip = zip(contents, size);

        assertThat(statedSize(zip, "one-less.json")).isEqualTo(size - 1);
        assertThat(statedSize(zip, "as-large.json")).isEqualTo(-1);
        try (ZipFile file = opened(zip, PASSPHRASE)) {
            assertThat(file.getFileHeader("as-large.json").getUncompressedSize()).isEqualTo(size);
        }
    }

    /** In four bytes of the directory, whose entries have their names after 46 bytes. */
    private static int statedSize(byte[] zip, String name) {
        int entry = new String(zip, ISO_8859_1).lastIndexOf(name) - 46;
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(entry + 24);
    }

    @Test
    void isReadAsItComes() throws IOException {
        Map<String, byte[]> contents = contents();

        try (ZipInputStream in =
                new ZipInputStream(
                        new ByteArrayInputStream(zip(contents, FOUR_BYTES)),
                        PASSPHRASE.toCharArray())) {
            for (Map.Entry<String, byte[]> content : contents.entrySet()) {
                LocalFileHeader header = in.getNextEntry();
                assertThat(header.getFileName()).isEqualTo(content.getKey());
                assertThat(in.readAllBytes()).isEqualTo(content.getValue());
            }
            assertThat(in.getNextEntry()).isNull();
        }
    }

    @Test
    void eachFileHasASaltOfItsOwn() throws IOException {
        Map<String, byte[]> twice = new LinkedHashMap<>();
        twice.put("a.wav", new byte[64]);
        twice.put("b.wav", new byte[64]);
        byte[] zip = zip(twice, FOUR_BYTES);
        int content = 30 + "a.wav".length() + 11;
        int entry = content + ZipEncryption.SALT + ZipEncryption.VERIFIER + 64 + 5 + 10 + 16;

        assertThat(Arrays.copyOfRange(zip, content, content + ZipEncryption.SALT))
                .isNotEqualTo(
                        Arrays.copyOfRange(
                                zip, entry + content, entry + content + ZipEncryption.SALT));
    }

    @Test
    void opensWithItsPassphraseOnlyAndTellsWhatWasAltered() throws IOException {
        byte[] zip = zip(Map.of("a.wav", new byte[1_000]), FOUR_BYTES);

        try (ZipFile file = opened(zip, "K7QXM-2HVPN-8RDTW-5ZCAJ-6LEGG")) {
            assertThatThrownBy(() -> read(file)).isInstanceOf(ZipException.class);
        }
        zip[30 + "a.wav".length() + 11 + ZipEncryption.SALT + ZipEncryption.VERIFIER + 500] ^= 1;
        try (ZipFile file = opened(zip, PASSPHRASE)) {
            assertThatThrownBy(() -> read(file)).isInstanceOf(IOException.class);
        }
    }

    private static byte[] read(ZipFile file) throws IOException {
        try (var in = file.getInputStream(file.getFileHeader("a.wav"))) {
            return in.readAllBytes();
        }
    }
}
