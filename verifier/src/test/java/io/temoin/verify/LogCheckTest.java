// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.EntryBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole logs: what was changed is found, and what cannot be read is not called wrong. */
class LogCheckTest {

    private static final long SEED = 100;

    @TempDir private Path folder = Path.of("");

    private TestLog log = new TestLog(folder);
    private String key = "";
    private String address = "";

    @BeforeEach
    void publish() {
        log = new TestLog(folder);
        key = log.log.key().toString();
        address = folder.toUri().toString();
    }

    @Test
    void saysThatAllIsThere() {
        for (int size : List.of(0, 1, 255, 256, 257, 700)) {
            log.growTo(size);
            assertThat(Answer.to("fsck", address, "--key", key))
                    .isEqualTo(
                            new Answer(
                                    0,
                                    "The log log.example/audit has all "
                                            + size
                                            + " entries of the tree that it signed, and its tiles"
                                            + " match these entries.\n",
                                    ""));
        }
    }

    @Test
    void findsAnyChangeOfAnyFile() throws IOException {
        log.growTo(600);
        // The witness's line is of a key that is not asked for, and may be anything.
        SignedNote signed = log.note();
        log.write(
                "checkpoint",
                new SignedNote(signed.text(), signed.signatures().subList(0, 1)).bytes());
        Random random = new Random(SEED);
        for (Path file : files()) {
            byte[] good = Files.readAllBytes(file);
            for (int i = 0; i < 60; i++) {
                byte[] changed = good.clone();
                int at = random.nextInt(changed.length);
                changed[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, changed);
                Answer answer = Answer.to("fsck", address, "--key", key);
                String which = "seed " + SEED + ", " + file + ", byte " + at;
                assertThat(answer.status()).as(which).isEqualTo(1);
                assertThat(answer.err()).startsWith("Wrong: ").endsWith(".\n");
            }
            Files.write(file, Arrays.copyOf(good, good.length - 1));
            assertThat(Answer.to("fsck", address, "--key", key).status())
                    .as("%s", file)
                    .isEqualTo(1);
            Files.delete(file);
            Answer absent = Answer.to("fsck", address, "--key", key);
            boolean isCheckpoint = file.endsWith("checkpoint"); // then there is nothing signed
            assertThat(absent.status()).as("%s", file).isEqualTo(isCheckpoint ? 2 : 1);
            Files.write(file, good);
        }
        assertThat(Answer.to("fsck", address, "--key", key).status()).isZero();
    }

    /** Leaves of whom it may be: each is well formed, so only the hashes can tell. */
    @Test
    void findsAnyEntryThatIsRemovedInsertedSwappedOrReplaced() {
        log.growTo(600);
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            EntryBundle bundle = EntryBundle.in(600, random.nextInt(3));
            byte[] good = read(bundle.path());
            List<byte[]> entries = new ArrayList<>(bundle.decode(good));
            int at = random.nextInt(entries.size() - 1);
            String how =
                    switch (random.nextInt(4)) {
                        case 0 -> {
                            entries.remove(at);
                            yield "removed";
                        }
                        case 1 -> {
                            entries.add(at, TestLog.entry(10_000 + i));
                            yield "inserted";
                        }
                        case 2 -> {
                            Collections.swap(entries, at, at + 1);
                            yield "swapped";
                        }
                        default -> {
                            entries.set(at, TestLog.entry(10_000 + i));
                            yield "replaced";
                        }
                    };
            log.write(bundle.path(), encoded(entries));
            assertThat(Answer.to("fsck", address, "--key", key).status())
                    .as("seed %s: %s, %s of %s", SEED, how, at, bundle)
                    .isEqualTo(1);
            log.write(bundle.path(), good);
        }
        assertThat(Answer.to("fsck", address, "--key", key).status()).isZero();
    }

    private static byte[] encoded(List<byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            bytes.write(entry.length >>> 8);
            bytes.write(entry.length);
            bytes.writeBytes(entry);
        }
        return bytes.toByteArray();
    }

    private byte[] read(String path) {
        try {
            return Files.readAllBytes(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each is a real tile of this very log, in another's place. */
    @Test
    void findsTilesThatAreSwapped() {
        log.growTo(600);
        byte[] first = read("tile/0/000");
        byte[] second = read("tile/0/001");
        log.write("tile/0/000", second);
        log.write("tile/0/001", first);

        assertThat(Answer.to("fsck", address, "--key", key))
                .isEqualTo(
                        new Answer(
                                1,
                                "",
                                "Wrong: tile/0/000 is not what the entries below it hash to.\n"));
    }

    @Test
    void findsThatTheCheckpointIsAnothers() {
        log.growTo(10);
        String other = TestLog.signer("log.example/audit", SignatureType.ED25519).key().toString();
        assertThat(Answer.to("fsck", address, "--key", other).err())
                .isEqualTo("Wrong: No trusted key has signed the note.\n");
        String witness = log.witness.key().toString();
        assertThat(Answer.to("fsck", address, "--key", witness).err())
                .isEqualTo(
                        "Wrong: The checkpoint is for the log log.example/audit, not"
                                + " witness.example.\n");
    }

    @Test
    void readsTilesThatHaveBecomeFull() throws IOException {
        log.growTo(200);
        byte[] checkpoint = Files.readAllBytes(folder.resolve("checkpoint"));
        log.growTo(400);
        Files.write(folder.resolve("checkpoint"), checkpoint);
        Files.delete(folder.resolve("tile/0/000.p/200"));
        Files.delete(folder.resolve("tile/entries/000.p/200"));
        assertThat(Answer.to("fsck", address, "--key", key).status()).isZero();
    }

    @Test
    void showsThatALogOnlyGrew() throws IOException {
        log.growTo(200);
        String kept =
                log.write("kept/200", Files.readAllBytes(folder.resolve("checkpoint"))).toString();
        log.growTo(700);
        for (String from : List.of("0", "1", "200", "256", "699", "700", kept)) {
            assertThat(Answer.to("consistency", address, from, "700", "--key", key).status())
                    .isZero();
        }
        assertThat(Answer.to("consistency", address, kept, "300", "--key", key).out())
                .startsWith("Entries were only added to the log log.example/audit, from size 200 (")
                .contains("to size 300 (root ")
                .endsWith("and on to size 700, which it signs now.\n");
        for (List<String> unanswered :
                List.of(
                        List.of("5", "4"),
                        List.of("1", "701"),
                        List.of("1", "99999999999999999999"),
                        List.of(folder + "/none", "5"))) {
            assertThat(
                            Answer.to(
                                            "consistency",
                                            address,
                                            unanswered.get(0),
                                            unanswered.get(1),
                                            "--key",
                                            key)
                                    .status())
                    .isEqualTo(2);
        }
    }

    /** The same key signs another history: only a checkpoint that somebody kept can tell. */
    @Test
    void findsThatALogWasRewritten() throws IOException {
        // Given
        log.growTo(200);
        byte[] checkpoint = Files.readAllBytes(folder.resolve("checkpoint"));
        String kept = log.write("kept/200", checkpoint).toString();
        TestLog rewritten = new TestLog(folder.resolve("rewritten"), log.log, 1_000);
        String second = rewritten.folder.toUri().toString();

        // When
        rewritten.growTo(190);
        Answer shorter = Answer.to("consistency", second, kept, "190", "--key", key);
        rewritten.growTo(300);
        Answer longer = Answer.to("consistency", second, kept, "300", "--key", key);

        // Then
        assertThat(Answer.to("fsck", second, "--key", key).status()).isZero();
        assertThat(shorter)
                .isEqualTo(
                        new Answer(
                                1,
                                "",
                                "Wrong: The log signed a tree of size 200 before, and shows one of"
                                        + " size 190.\n"));
        assertThat(longer)
                .isEqualTo(
                        new Answer(
                                1,
                                "",
                                "Wrong: The tree of size 300 did not grow out of the tree of size"
                                        + " 200: the log was changed.\n"));
    }

    @Test
    void readsALogOnAWebServer() throws IOException {
        log.growTo(600);
        String gone;
        try (LogServer server =
                new LogServer(folder, path -> path.startsWith("broken/") ? 500 : 200)) {
            String url = server.url();
            assertThat(Answer.to("fsck", url, "--key", key).status()).isZero();
            assertThat(Answer.to("consistency", url + "/", "3", "500", "--key", key).status())
                    .isZero();
            assertThat(Answer.to("fsck", url + "/nowhere", "--key", key).err())
                    .isEqualTo("Cannot tell: There is no checkpoint at the address.\n");
            assertThat(Answer.to("fsck", url + "/broken", "--key", key).err())
                    .endsWith("/log/broken/checkpoint answers with status 500.\n");
            log.write("tile/0/000", new byte[8192]);
            assertThat(Answer.to("fsck", url, "--key", key).status()).isEqualTo(1);
            gone = url;
        }
        assertThat(Answer.to("fsck", gone, "--key", key).status()).isEqualTo(2);
    }

    /** It is there, so it is not missing, and nobody knows what is in it. */
    @Test
    void cannotTellOfAFileThatCannotBeRead() throws IOException {
        log.growTo(600);
        Path file = folder.resolve("tile/entries/001");
        Files.delete(file);
        Files.createDirectory(file);

        assertThat(Answer.to("fsck", address, "--key", key))
                .isEqualTo(
                        new Answer(2, "", "Cannot tell: The file " + file + " cannot be read.\n"));
    }

    @Test
    void cannotTellOfWhatIsNoAddress() {
        for (String no :
                List.of(
                        "log.example",
                        "ftp://log.example",
                        "http:///x",
                        "file:x",
                        "a b",
                        "http://[",
                        "file://host/x")) {
            assertThat(Answer.to("fsck", no, "--key", key).status()).as(no).isEqualTo(2);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
