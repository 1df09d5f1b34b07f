// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalKeysetTest implements KeyVaultContract {

    private static final byte[] KEY = new byte[32];
    private static final byte[] CONTEXT = {1};
    @TempDir Path folder;

    @Override
    public KeyVault process() {
        return LocalKeyset.readOrCreate(file(), NOW);
    }

    /** It is told the time with every call that needs it. */
    @Override
    public void itIs(Instant now) {}

    @Test
    void isMadeForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("new/keyset.json");

        LocalKeyset made = LocalKeyset.create(file, NOW);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        byte[] wrapped = made.wrap(1, KEY, CONTEXT).await().indefinitely();
        assertThat(LocalKeyset.read(file).unwrap(1, wrapped, CONTEXT).await().indefinitely())
                .isEqualTo(KEY);
    }

    /** Two replicas of an installation that has no keyset yet start at once, on one folder. */
    @Test
    void thoseThatMakeItAtOnceAllUseTheFirst() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                Path shared = folder.resolve("shared-" + round + "/keyset.json");
                var start = new CyclicBarrier(4);
                Callable<byte[]> replica =
                        () -> {
                            start.await();
                            return LocalKeyset.readOrCreate(shared, NOW)
                                    .wrap(1, KEY, CONTEXT)
                                    .await()
                                    .indefinitely();
                        };

                var wrapped = threads.invokeAll(Collections.nCopies(4, replica));

                assertThat(wrapped)
                        .extracting(
                                key ->
                                        LocalKeyset.read(shared)
                                                .unwrap(1, key.get(), CONTEXT)
                                                .await()
                                                .indefinitely())
                        .containsOnly(KEY);
            }
        }
    }

    @Test
    void isNotMadeWhereThereIsAFile() throws IOException {
        Files.writeString(file(), "whatever it is");
        assertThatThrownBy(() -> LocalKeyset.create(file(), NOW))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("The file " + file().toAbsolutePath() + " already exists");
        assertThat(file()).hasContent("whatever it is");

        Path link = folder.resolve("link.json");
        Path elsewhere = folder.resolve("elsewhere.json");
        Files.createSymbolicLink(link, elsewhere);
        assertThatThrownBy(() -> LocalKeyset.create(link, NOW))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(link).isSymbolicLink();
        assertThat(elsewhere).doesNotExist();
    }

    @Test
    void readsTheFileAgainWhenItMeetsAnEpochItDoesNotKnow() {
        LocalKeyset rotating = LocalKeyset.readOrCreate(file(), NOW);
        LocalKeyset other = LocalKeyset.read(file());
        rotating.openEpoch(1).await().indefinitely();
        byte[] wrapped = rotating.wrap(2, KEY, CONTEXT).await().indefinitely();

        assertThat(other.unwrap(2, wrapped, CONTEXT).await().indefinitely()).isEqualTo(KEY);
        assertThat(other.currentEpoch()).isEqualTo(2);
        assertThatThrownBy(() -> other.unwrap(3, wrapped, CONTEXT).await().indefinitely())
                .isInstanceOf(Tampered.class)
                .hasMessageContaining("not in this keyset");
    }

    @Test
    void isReadableByItsOwnerOnlyAndRefusesAFileThatIsNot() throws IOException {
        LocalKeyset.readOrCreate(file(), NOW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> LocalKeyset.read(file())).isInstanceOf(UncheckedIOException.class);
    }

    /** The one that has not heard of the new key yet, and the one that made it. */
    @Test
    void aReplicaReadsTheFileAgainWhenItMeetsATextOfANewKey() {
        LocalKeyset rotating = LocalKeyset.readOrCreate(file(), NOW);
        LocalKeyset other = LocalKeyset.read(file());
        rotate(rotating, SCHEDULE, NOW.plus(MONTH));
        SignedTexts here = rotating.signedTexts(KeyPurpose.TOKENS);
        SignedTexts there = other.signedTexts(KeyPurpose.TOKENS);

        assertThat(here.open(USE, there.sign(USE, "of the old key"))).contains("of the old key");
        assertThat(there.open(USE, here.sign(USE, "of the new key"))).contains("of the new key");
        assertThat(rotate(other, SCHEDULE, NOW.plus(MONTH)))
                .isEqualTo(new HashKeyProgress(List.of(), List.of()));
    }

    @Test
    void looksWithoutWritingUntilSomethingIsDue() throws IOException {
        LocalKeyset keyset = LocalKeyset.readOrCreate(file(), NOW);
        Files.delete(folder.resolve(file().getFileName() + ".lock")); // of making it

        rotate(keyset, SCHEDULE, NOW.plus(MONTH).minusNanos(1));

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void signsAndVerifiesWhenTheFileIsGoneButItsKeysAreKnown() throws IOException {
        LocalKeyset keyset = LocalKeyset.readOrCreate(file(), NOW);
        SignedTexts texts = keyset.signedTexts(KeyPurpose.TOKENS);
        Files.delete(file());

        assertThat(texts.open(USE, texts.sign(USE, "text"))).contains("text");
    }

    /** With new ones, nobody's objection would be found again. */
    @ParameterizedTest
    @ValueSource(strings = {"PSEUDONYMS", "COMMANDS"})
    void asksForTheBackupOfAFileThatLacksKeysWhichNothingReplaces(String purpose)
            throws IOException {
        LocalKeyset.readOrCreate(file(), NOW);
        ObjectNode content = (ObjectNode) new ObjectMapper().readTree(file().toFile());
        ((ObjectNode) content.required("hashKeys")).remove(purpose);
        Files.writeString(file(), content.toString());

        assertThatThrownBy(() -> LocalKeyset.read(file()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("lacks the keys for [" + purpose + "]")
                .hasMessageContaining("Restore the file from a backup")
                .message()
                .doesNotContain("openssl rand");
    }

    @Test
    void asksForTheBackupOfAFileThatHasLostAllOfThem() throws IOException {
        LocalKeyset.readOrCreate(file(), NOW);
        ObjectNode content = (ObjectNode) new ObjectMapper().readTree(file().toFile());
        content.remove("hashKeys");
        Files.writeString(file(), content.toString());

        assertThatThrownBy(() -> LocalKeyset.read(file()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Restore the file from a backup");
    }

    /** A new file would lose whatever is sealed; the one that is there is completed. */
    @Test
    void goesOnWhenTheKeysThatItLacksAreAddedAsItSays() throws IOException {
        String token =
                LocalKeyset.readOrCreate(file(), NOW)
                        .signedTexts(KeyPurpose.TOKENS)
                        .sign(USE, "text");
        ObjectMapper json = new ObjectMapper();
        ObjectNode content = (ObjectNode) json.readTree(file().toFile());
        ObjectNode keys = (ObjectNode) content.required("hashKeys");
        keys.remove("LINKS");
        Files.writeString(file(), content.toString());
        assertThatThrownBy(() -> LocalKeyset.read(file()))
                .hasMessageContaining("[LINKS]")
                .hasMessageContaining("openssl rand -base64 32");

        keys.putObject("LINKS")
                .putObject("1")
                .put("secret", "q4xJ1Yk2m0o6c8Vt3h5bZ7d9f1g3i5k7m9o1q3s5u7w=")
                .put("openedAt", "2026-11-27T08:00:00Z");
        Files.writeString(file(), content.toString());

        LocalKeyset completed = LocalKeyset.read(file());
        assertThat(completed.signedTexts(KeyPurpose.TOKENS).open(USE, token)).contains("text");
        SignedTexts links = completed.signedTexts(KeyPurpose.LINKS);
        assertThat(links.open(USE, links.sign(USE, "new"))).contains("new");
    }

    private static HashKeyProgress rotate(LocalKeyset keyset, KeySchedule schedule, Instant now) {
        return keyset.rotateHashKeys(schedule, now).await().indefinitely();
    }

    private Path file() {
        return folder.resolve("keyset.json");
    }
}
