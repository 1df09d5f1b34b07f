// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.entry.BundleLanguage;
import io.temoin.transparency.entry.BundleManifest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Zip files that are made to deceive: to be read in two ways, to write elsewhere, to fill a disk.
 */
class BundleFileTest {

    private static final String TWOFOLD =
            "Wrong: The bundle is an ambiguous zip file: different programs would show different"
                    + " files.\n";
    private static final String DAMAGED = "Wrong: The bundle is damaged, or is not a zip file.\n";

    @TempDir private Path folder = Path.of("");

    private TestBundle bundle = new TestBundle(new TestLog(folder));

    @BeforeEach
    void pack() {
        bundle = new TestBundle(new TestLog(folder)).pack(2);
    }

    @Test
    void readsNoNameThatNoBundleHas() {
        for (String name :
                List.of(
                        "../evil",
                        "/etc/passwd",
                        "entries/../../evil",
                        "entries\\0001.disclosures",
                        "C:evil",
                        "entries/",
                        "entries/1.disclosures",
                        "entries/0001.disclosures/x",
                        "entries/00001.disclosures",
                        "README.TXT",
                        "dossier.htm",
                        "case.html ",
                        "case.html\n",
                        "evil\u202egpj.html")) {
            Map<String, byte[]> contents = new TreeMap<>(bundle.contents);
            contents.put(name, new byte[0]);
            Answer answer = verify(TestBundle.zip(contents));
            assertThat(answer.status()).as(name).isEqualTo(1);
            assertThat(answer.err())
                    .startsWith("Wrong: The bundle has an unexpected file: ")
                    .doesNotContain("\u202e")
                    .endsWith(".\n");
        }
    }

    @Test
    void findsANameThatIsThereTwice() {
        Map<String, byte[]> contents = new TreeMap<>(bundle.contents);
        contents.put("cbse.html", TestBundle.bytes("<title>Another case</title>"));
        byte[] zip = TestBundle.zip(contents);
        replace(zip, "cbse.html", "case.html", 2);

        assertThat(verify(zip).err()).isEqualTo("Wrong: The bundle has case.html twice.\n");
    }

    /** Unpacking programs believe either; the name is changed in one of the two places only. */
    @Test
    void findsFilesThatHaveTwoNames() {
        byte[] zip = TestBundle.zip(bundle.contents);
        replace(zip, "README.txt", "policy.txt", 1);

        assertThat(verify(zip).err()).isEqualTo(TWOFOLD);
    }

    @Test
    void findsAZipFileInFrontOfAnother() {
        TestBundle other = new TestBundle(new TestLog(folder.resolve("other"))).pack(2);
        byte[] zip = joined(TestBundle.zip(other.contents), TestBundle.zip(bundle.contents));

        assertThat(verify(zip).err()).isEqualTo(TWOFOLD);
        assertThat(verify(joined(new byte[100], TestBundle.zip(bundle.contents))).err())
                .isEqualTo(TWOFOLD);
    }

    @Test
    void findsBytesAfterItsEnd() {
        String more = "Wrong: The bundle has a comment, or other bytes after its end.\n";
        byte[] zip = TestBundle.zip(bundle.contents);
        byte[] commented = joined(zip, TestBundle.bytes("hm"));
        commented[zip.length - 2] = 2; // the length of the comment

        assertThat(verify(joined(zip, new byte[1])).err()).isEqualTo(more);
        assertThat(verify(joined(zip, TestBundle.bytes("<p>Mrs X did it.</p>"))).err())
                .isEqualTo(more);
        assertThat(verify(commented).err()).isEqualTo(more);
    }

    /** The JDK finds the directory by its size, others by its offset, or by a ZIP64 record. */
    @Test
    void findsASecondDirectory() {
        int size = TestBundle.zip(bundle.contents).length;
        for (Consumer<ByteBuffer> change :
                List.<Consumer<ByteBuffer>>of(
                        zip -> zip.putInt(size - 6, zip.getInt(size - 6) - 1), // its offset
                        zip -> zip.putInt(size - 6, 0),
                        zip -> zip.putInt(size - 14, 0x00010001), // its records
                        zip -> zip.putShort(size - 12, (short) 1), // all records
                        zip -> zip.putShort(size - 14, (short) 1), // those on this disk
                        zip -> zip.putShort(size - 18, (short) 1))) { // the number of this disk
            byte[] zip = TestBundle.zip(bundle.contents);
            change.accept(ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN));
            assertThat(verify(zip).err()).isEqualTo(TWOFOLD);
        }
        byte[] locator = extra(0x7875, "PK\6\7 of a ZIP64 end."); // the last bytes before the end
        assertThat(verify(TestBundle.zip(bundle.contents, "verify.py", locator)).err())
                .isEqualTo(TWOFOLD);
    }

    /** Programs that read a zip file from its beginning look further until they find a file. */
    @Test
    void findsBytesBetweenItsFiles() {
        byte[] good = TestBundle.zip(bundle.contents);
        byte[] hidden = TestBundle.zip(new TreeMap<>(Map.of("case.html", new byte[9])));
        int file = new String(hidden, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        int directory =
                ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getInt(good.length - 6);
        byte[] inserted = joined(new byte[1], Arrays.copyOf(hidden, file));
        byte[] zip =
                joined(
                        joined(Arrays.copyOf(good, directory), inserted),
                        Arrays.copyOfRange(good, directory, good.length));
        ByteBuffer.wrap(zip)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(zip.length - 6, directory + inserted.length);

        assertThat(verify(zip).err()).isEqualTo(TWOFOLD);
    }

    /** Programs that follow the directory would find another file than those that do not. */
    @Test
    void findsADirectoryThatDiffersFromItsFiles() {
        bundle.contents.put(
                BundleLanguage.ENGLISH.readme(), bundle.contents.get(BundleManifest.POLICY));
        bundle.list(2);
        assertThat(verify(TestBundle.zip(bundle.contents)).status()).isZero();
        for (Consumer<ByteBuffer> change :
                List.<Consumer<ByteBuffer>>of(
                        BundleFileTest::exchangeOffsets,
                        zip -> zip.putShort(6, (short) (zip.getShort(6) ^ 0x800)), // flags
                        zip -> zip.put(3, (byte) 9))) { // the mark of a file
            byte[] zip = TestBundle.zip(bundle.contents);
            change.accept(ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN));
            assertThat(verify(zip).err()).isEqualTo(TWOFOLD);
        }
    }

    /** Of two files with the same content. */
    private static void exchangeOffsets(ByteBuffer zip) {
        String text = StandardCharsets.ISO_8859_1.decode(zip.duplicate()).toString();
        int one = text.lastIndexOf(BundleLanguage.ENGLISH.readme()) - 4;
        int other = text.lastIndexOf(BundleManifest.POLICY) - 4;
        int offset = zip.getInt(one);
        zip.putInt(one, zip.getInt(other)).putInt(other, offset);
    }

    @Test
    void findsACommentOfAFile() {
        byte[] zip = TestBundle.zip(bundle.contents);
        int last = new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf("PK\1\2");
        byte[] commented =
                joined(
                        joined(Arrays.copyOf(zip, zip.length - 22), TestBundle.bytes("hm")),
                        Arrays.copyOfRange(zip, zip.length - 22, zip.length));
        ByteBuffer bytes = ByteBuffer.wrap(commented).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(last + 32, (short) 2);
        bytes.putInt(commented.length - 10, bytes.getInt(commented.length - 10) + 2);

        assertThat(verify(commented).err())
                .isEqualTo("Wrong: The bundle has a comment, or other bytes after its end.\n");
    }

    /** Some programs unpack the second name, some the first. */
    @Test
    void findsASecondNameInAnExtraField() {
        byte[] unicodePath = extra(0x7075, "case.html");
        String second =
                "Wrong: The bundle has a file with a second name (Info-ZIP Unicode path).\n";
        byte[] zip = TestBundle.zip(bundle.contents, "README.txt", unicodePath);
        assertThat(verify(zip)).isEqualTo(new Answer(1, "", second));

        // Only in front of the file, or only in the directory at the end.
        byte[] harmless = extra(0x7875, "case.html");
        byte[] inFront = TestBundle.zip(bundle.contents, "README.txt", harmless);
        assertThat(verify(inFront).status()).isZero();
        byte[] atTheEnd = inFront.clone();
        replace(inFront, "ux", "up", 1);
        replaceLast(atTheEnd, "ux", "up");
        assertThat(verify(inFront)).isEqualTo(new Answer(1, "", second));
        assertThat(verify(atTheEnd)).isEqualTo(new Answer(1, "", second));

        byte[] unknown = TestBundle.zip(bundle.contents, "README.txt", extra(0x4242, "x"));
        assertThat(verify(unknown).err())
                .isEqualTo(
                        "Wrong: The bundle has a file with an unexpected extra field:"
                                + " 0x4242.\n");
    }

    @Test
    void findsALinkWhereAFileShouldBe() {
        for (int mode : List.of(0120777, 0040755, 0020644, 0010644, 0140644)) {
            byte[] zip = TestBundle.zip(bundle.contents);
            attributes(zip, mode << 16);
            assertThat(verify(zip))
                    .as("mode %o", mode)
                    .isEqualTo(
                            new Answer(
                                    1,
                                    "",
                                    "Wrong: The bundle has a link or a folder where it should have"
                                            + " a file.\n"));
        }
        for (int dos : List.of(0x08, 0x10, 0x400)) {
            byte[] zip = TestBundle.zip(bundle.contents);
            attributes(zip, dos);
            assertThat(verify(zip).status()).as("attributes %x", dos).isEqualTo(1);
        }
        byte[] packedAnew = TestBundle.zip(bundle.contents);
        attributes(packedAnew, 0100644 << 16 | 0x20);
        assertThat(verify(packedAnew).status()).isZero();
    }

    @Test
    void readsNoMoreThanABundleHas() {
        Map<String, byte[]> contents = new TreeMap<>(bundle.contents);
        contents.put(BundleLanguage.ENGLISH.page(), new byte[BundleFile.LARGEST + 1]);
        byte[] bomb = TestBundle.zip(contents);
        assertThat(bomb).hasSizeLessThan(100_000);
        assertThat(verify(bomb).err())
                .isEqualTo("Wrong: The bundle unpacks to more than the maximum size.\n");

        contents.remove(BundleLanguage.ENGLISH.page());
        for (int i = 0; i < 2_100; i++) {
            contents.put("entries/%04d.disclosures".formatted(i), new byte[0]);
        }
        assertThat(verify(TestBundle.zip(contents)).err())
                .isEqualTo("Wrong: The bundle has more files than a bundle can have.\n");

        assertThat(verify(new byte[BundleFile.LARGEST + 1]).err())
                .isEqualTo("Wrong: The bundle exceeds the maximum size.\n");
    }

    @Test
    void findsWhatIsNoZipFile() {
        assertThat(verify(new byte[0]).err()).isEqualTo(DAMAGED);
        assertThat(verify(TestBundle.bytes("no zip")).err()).isEqualTo(DAMAGED);
        byte[] zip = TestBundle.zip(bundle.contents);
        assertThat(verify(Arrays.copyOf(zip, zip.length / 2)).err()).isEqualTo(DAMAGED);
        assertThat(verify(TestBundle.zip(new TreeMap<>())).status()).isEqualTo(1);
        assertThat(verify(zip).status()).isZero();
    }

    private Answer verify(byte[] zip) {
        return Answer.to("verify-bundle", bundle.file(zip));
    }

    private static void replace(byte[] zip, String name, String other, int times) {
        String text = new String(zip, StandardCharsets.ISO_8859_1);
        int at = -1;
        for (int i = 0; i < times; i++) {
            at = text.indexOf(name, at + 1);
            assertThat(at).isNotNegative();
            System.arraycopy(TestBundle.bytes(other), 0, zip, at, other.length());
        }
    }

    private static void replaceLast(byte[] zip, String name, String other) {
        int at = new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf(name);
        System.arraycopy(TestBundle.bytes(other), 0, zip, at, other.length());
    }

    private static byte[] extra(int kind, String content) {
        byte[] text = TestBundle.bytes(content);
        return ByteBuffer.allocate(4 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) kind)
                .putShort((short) text.length)
                .put(text)
                .array();
    }

    /** Of the first file, in the directory at the end. */
    private static void attributes(byte[] zip, int attributes) {
        int record = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(record + 38, attributes);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
