// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalKeysetTest {

    private static final byte[] KEY = new byte[32];
    private static final byte[] CONTEXT = {1};
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final KeySchedule SCHEDULE = new KeySchedule(MONTH, WEEK, null);
    private static final String USE = "test/helios";

    @TempDir Path folder;

    @Test
    void wrapsSoThatOnlyTheSameContextUnwraps() {
        LocalKeyset keyset = LocalKeyset.readOrCreate(file(), NOW);
        byte[] wrapped = keyset.wrap(1, KEY, CONTEXT).await().indefinitely();

        assertThat(keyset.unwrap(1, wrapped, CONTEXT).await().indefinitely()).isEqualTo(KEY);
        assertThatThrownBy(() -> keyset.unwrap(1, wrapped, new byte[] {2}).await().indefinitely())
                .isInstanceOf(Tampered.class);
    }

    @Test
    void keepsItsKeysBetweenRuns() {
        byte[] wrapped =
                LocalKeyset.readOrCreate(file(), NOW).wrap(1, KEY, CONTEXT).await().indefinitely();

        LocalKeyset again = LocalKeyset.readOrCreate(file(), NOW);

        assertThat(again.unwrap(1, wrapped, CONTEXT).await().indefinitely()).isEqualTo(KEY);
    }

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

    @Test
    void isNotMadeWhereThereIsAFile() throws IOException {
        Files.writeString(file(), "whatever it is");
        assertThatThrownBy(() -> LocalKeyset.create(file(), NOW))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("There is a file " + file().toAbsolutePath() + " already");
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
    void forgetsADestroyedEpochForGood() {
        LocalKeyset keyset = LocalKeyset.readOrCreate(file(), NOW);
        byte[] wrapped = keyset.wrap(1, KEY, CONTEXT).await().indefinitely();
        keyset.openEpoch(1).await().indefinitely();
        keyset.destroyEpoch(1).await().indefinitely();

        LocalKeyset again = LocalKeyset.read(file());

        assertThat(again.currentEpoch()).isEqualTo(2);
        assertThat(again.epochs()).containsExactly(2);
        assertThatThrownBy(() -> again.unwrap(1, wrapped, CONTEXT).await().indefinitely())
                .isInstanceOf(Tampered.class);
    }

    @Test
    void opensOneEpochHoweverManyProcessesAskForIt() {
        LocalKeyset one = LocalKeyset.readOrCreate(file(), NOW);
        LocalKeyset other = LocalKeyset.read(file());

        assertThat(one.openEpoch(1).await().indefinitely()).isEqualTo(2);
        assertThat(other.openEpoch(1).await().indefinitely()).isEqualTo(2);

        assertThat(LocalKeyset.read(file()).epochs()).containsExactly(1, 2);
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
    void forgetsWhatAnotherProcessDestroyedWhenTold() {
        LocalKeyset rotating = LocalKeyset.readOrCreate(file(), NOW);
        LocalKeyset other = LocalKeyset.read(file());
        byte[] wrapped = other.wrap(1, KEY, CONTEXT).await().indefinitely();
        rotating.openEpoch(1).await().indefinitely();
        rotating.destroyEpoch(1).await().indefinitely();

        other.refresh().await().indefinitely();

        assertThatThrownBy(() -> other.unwrap(1, wrapped, CONTEXT).await().indefinitely())
                .isInstanceOf(Tampered.class);
    }

    @Test
    void neverDestroysTheCurrentEpoch() {
        LocalKeyset keyset = LocalKeyset.readOrCreate(file(), NOW);

        assertThatThrownBy(() -> keyset.destroyEpoch(1).await().indefinitely())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isReadableByItsOwnerOnlyAndRefusesAFileThatIsNot() throws IOException {
        LocalKeyset.readOrCreate(file(), NOW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> LocalKeyset.read(file())).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void fingerprintsAreEqualWithinATenantOnly() {
        Fingerprints fingerprints =
                LocalKeyset.readOrCreate(file(), NOW).fingerprints(KeyPurpose.PSEUDONYMS);
        TenantId helios = new TenantId("helios");

        assertThat(fingerprints.subject(helios, "phone", "+33199000001"))
                .isEqualTo(fingerprints.subject(helios, "phone", "+33199000001"))
                .isNotEqualTo(fingerprints.subject(helios, "phone", "+33199000002"))
                .isNotEqualTo(fingerprints.subject(helios, "mail", "+33199000001"))
                .isNotEqualTo(
                        fingerprints.subject(new TenantId("boreal"), "phone", "+33199000001"));
    }

    @Test
    void oneKeyForEachPurpose() {
        LocalKeyset keyset = LocalKeyset.readOrCreate(file(), NOW);
        TenantId helios = new TenantId("helios");
        byte[] value = {7};

        assertThat(keyset.fingerprints(KeyPurpose.PSEUDONYMS).of(helios, USE, value))
                .isNotEqualTo(keyset.fingerprints(KeyPurpose.COMMANDS).of(helios, USE, value));
        String token = keyset.signedTexts(KeyPurpose.TOKENS).sign(USE, "text");
        assertThat(keyset.signedTexts(KeyPurpose.LINKS).open(USE, token)).isEmpty();
        assertThat(keyset.signedTexts(KeyPurpose.CURSORS).open(USE, token)).isEmpty();
        assertThat(keyset.signedTexts(KeyPurpose.TOKENS).open(USE, token)).contains("text");
    }

    @Test
    void aPurposeEitherRotatesOrStays() {
        LocalKeyset keyset = LocalKeyset.readOrCreate(file(), NOW);

        assertThatThrownBy(() -> keyset.fingerprints(KeyPurpose.TOKENS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> keyset.signedTexts(KeyPurpose.PSEUDONYMS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatStaysIsTheSameAfterEveryRotation() {
        LocalKeyset keyset = LocalKeyset.readOrCreate(file(), NOW);
        TenantId helios = new TenantId("helios");
        var before = keyset.fingerprints(KeyPurpose.PSEUDONYMS).subject(helios, "phone", "+331");

        rotate(keyset, SCHEDULE, NOW.plus(MONTH));
        rotate(keyset, SCHEDULE, NOW.plus(MONTH).plus(MONTH));

        assertThat(
                        LocalKeyset.read(file())
                                .fingerprints(KeyPurpose.PSEUDONYMS)
                                .subject(helios, "phone", "+331"))
                .isEqualTo(before);
    }

    @Test
    void aReplacedKeyVerifiesUntilTheOverlapIsOver() {
        LocalKeyset keyset = LocalKeyset.readOrCreate(file(), NOW);
        SignedTexts texts = keyset.signedTexts(KeyPurpose.LINKS);
        String old = texts.sign(USE, "old");
        Instant replaced = NOW.plus(MONTH);

        assertThat(rotate(keyset, SCHEDULE, replaced.minusNanos(1)).opened()).isEmpty();
        assertThat(rotate(keyset, SCHEDULE, replaced))
                .isEqualTo(
                        new HashKeyProgress(
                                List.of(
                                        new KeyGeneration(KeyPurpose.TOKENS, 2),
                                        new KeyGeneration(KeyPurpose.CURSORS, 2),
                                        new KeyGeneration(KeyPurpose.LINKS, 2)),
                                List.of()));
        String young = texts.sign(USE, "young");
        rotate(keyset, SCHEDULE, replaced.plus(WEEK).minusNanos(1));
        assertThat(texts.open(USE, old)).contains("old");
        assertThat(texts.open(USE, young)).contains("young");

        assertThat(rotate(keyset, SCHEDULE, replaced.plus(WEEK)).retired())
                .contains(new KeyGeneration(KeyPurpose.LINKS, 1));
        assertThat(texts.open(USE, old)).isEmpty();
        assertThat(texts.open(USE, young)).contains("young");
    }

    @Test
    void aDistrustedKeyVerifiesNothingFromThatMomentOn() {
        LocalKeyset keyset = LocalKeyset.readOrCreate(file(), NOW);
        SignedTexts texts = keyset.signedTexts(KeyPurpose.TOKENS);
        String stolen = texts.sign(USE, "stolen");
        Instant found = NOW.plusSeconds(60);
        KeySchedule schedule = new KeySchedule(MONTH, WEEK, found);

        rotate(keyset, schedule, found.minusNanos(1));
        assertThat(texts.open(USE, stolen)).contains("stolen");
        rotate(keyset, schedule, found);

        assertThat(texts.open(USE, stolen)).isEmpty();
        assertThat(texts.open(USE, texts.sign(USE, "new"))).contains("new");
        assertThat(rotate(keyset, schedule, found.plusSeconds(1)))
                .isEqualTo(new HashKeyProgress(List.of(), List.of()));
    }

    /** The one that has not heard of the new key yet, and the one that made it. */
    @Test
    void replicasVerifyEachOthersTextsAcrossARotation() {
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

        rotate(keyset, SCHEDULE, NOW.plus(MONTH).minusNanos(1));

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void aReplicaForgetsRetiredKeysAtItsNextLook() {
        LocalKeyset rotating = LocalKeyset.readOrCreate(file(), NOW);
        LocalKeyset other = LocalKeyset.read(file());
        String old = other.signedTexts(KeyPurpose.TOKENS).sign(USE, "old");
        KeySchedule distrusting = new KeySchedule(MONTH, WEEK, NOW.plusSeconds(1));
        rotate(rotating, distrusting, NOW.plusSeconds(1));

        rotate(other, SCHEDULE, NOW.plusSeconds(2));

        assertThat(other.signedTexts(KeyPurpose.TOKENS).open(USE, old)).isEmpty();
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
