// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static io.temoin.shredding.keys.ShreddableKeysContract.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A keyset in a real PostgreSQL, wrapped by a provider; for each provider. */
public abstract class WrappedKeysetContract implements KeyVaultContract {

    private static final KeysDatabase DATABASE = KeysDatabase.start();
    private static final Pool OWNER = DATABASE.keysOwner();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final List<WrappedKeyset> processes = new ArrayList<>();
    private volatile Instant now = NOW;

    /** A connection to the provider of these tests, which is never closed before the others. */
    protected abstract KeyProvider provider();

    @BeforeEach
    void found() {
        forgetAllKeys();
        await(founding().create(NOW));
    }

    @AfterEach
    void close() {
        processes.forEach(WrappedKeyset::close);
        forgetAllKeys();
    }

    @Override
    public KeyVault process() {
        WrappedKeyset process =
                new WrappedKeyset(DATABASE.keys(), OWNER, provider(), () -> now, LIMIT, REMEMBERED);
        processes.add(process);
        await(process.refresh());
        return process;
    }

    @Override
    public void itIs(Instant next) {
        now = next;
    }

    private KeysetFounding founding() {
        return new KeysetFounding(OWNER, provider(), LIMIT);
    }

    private static void forgetAllKeys() {
        await(OWNER.query("delete from key_epoch").execute());
        await(OWNER.query("truncate shreddable_key, keyset_check").execute());
        await(OWNER.query("delete from keyset_epoch").execute());
        await(OWNER.query("delete from keyset_hash_key").execute());
    }

    /** What makes an erasure final: not even with the provider, and all its other keys. */
    @Test
    void aBackupOfItsDatabaseOpensNothingOfADestroyedEpoch() {
        KeyVault vault = process();
        byte[] wrapped = await(vault.wrap(1, new byte[32], new byte[] {1}));
        await(vault.openEpoch(1));
        byte[] backup =
                await(OWNER.query("select wrapped from keyset_epoch where epoch = 1").execute())
                        .iterator()
                        .next()
                        .getBuffer(0)
                        .getBytes();
        await(vault.destroyEpoch(1));

        await(
                OWNER.preparedQuery("update keyset_epoch set wrapped = $1 where epoch = 1")
                        .execute(Tuple.of(Buffer.buffer(backup))));

        KeyVault restored = process();
        assertThat(restored.epochs()).containsExactly(1, 2);
        assertThatThrownBy(() -> await(restored.unwrap(1, wrapped, new byte[] {1})))
                .isInstanceOf(KeyProviderUnavailable.class);
    }

    @Test
    void aKeyInThePlaceOfAnotherDoesNotOpen() {
        KeyVault vault = process();
        await(vault.openEpoch(1));
        await(
                OWNER.query(
                                "update keyset_epoch e set wrapped = o.wrapped, provider_key ="
                                        + " o.provider_key, check_value = o.check_value from"
                                        + " keyset_epoch o where e.epoch = 2 and o.epoch = 1")
                        .execute());

        assertThatThrownBy(this::process).isInstanceOf(Tampered.class);
    }

    @Test
    void isFoundedOnce() {
        byte[] wrapped = await(process().wrap(1, new byte[32], new byte[] {1}));

        assertThatThrownBy(() -> await(founding().create(NOW)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has keys already");

        assertThat(await(process().unwrap(1, wrapped, new byte[] {1}))).isEqualTo(new byte[32]);
    }

    @Test
    void saysWhatToDoWhenThereAreNoKeys() {
        forgetAllKeys();

        assertThatThrownBy(this::process)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'create-keyset'")
                .hasMessageContaining("'import-keyset'");
    }

    @Test
    void takesOverAFileAndGoesOnWithItsKeys(@TempDir Path folder) {
        forgetAllKeys();
        LocalKeyset file = LocalKeyset.create(folder.resolve("keyset.json"), NOW);
        byte[] old = await(file.wrap(1, new byte[32], new byte[] {1}));
        await(file.openEpoch(1));
        byte[] current = await(file.wrap(2, new byte[32], new byte[] {2}));
        String link = file.signedTexts(KeyPurpose.LINKS).sign(USE, "text");

        assertThat(await(founding().takeOver(file, NOW))).isEqualTo(7);
        assertThat(await(founding().takeOver(file, NOW))).isZero();

        KeyVault vault = process();
        assertThat(vault.epochs()).containsExactly(1, 2, 3); // 1 and 2 are in copies of the file
        assertThat(await(vault.unwrap(1, old, new byte[] {1}))).isEqualTo(new byte[32]);
        assertThat(await(vault.unwrap(2, current, new byte[] {2}))).isEqualTo(new byte[32]);
        assertThat(vault.signedTexts(KeyPurpose.LINKS).open(USE, link)).contains("text");
        assertThat(vault.fingerprints(KeyPurpose.PSEUDONYMS).subject(HELIOS, "phone", "+331"))
                .isEqualTo(
                        file.fingerprints(KeyPurpose.PSEUDONYMS).subject(HELIOS, "phone", "+331"));
        assertThat(everythingStored()).doesNotContain(secretsOf(file));
    }

    /** Whoever goes on with the file after it was imported would lose what it then sealed. */
    @Test
    void refusesAFileThatWasUsedAfterwards(@TempDir Path folder) {
        forgetAllKeys();
        LocalKeyset file = LocalKeyset.create(folder.resolve("keyset.json"), NOW);
        await(founding().takeOver(file, NOW));
        await(file.openEpoch(1));

        assertThatThrownBy(() -> await(founding().takeOver(file, NOW)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("used after it was imported");
    }

    @Test
    void refusesTheFileOfAnotherInstallation(@TempDir Path folder) {
        LocalKeyset file = LocalKeyset.create(folder.resolve("keyset.json"), NOW);
        await(file.openEpoch(1));

        assertThatThrownBy(() -> await(founding().takeOver(file, NOW)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another key than the keyset file");

        assertThat(process().epochs()).containsExactly(1);
    }

    /** Or the last copy of the newest epoch's key would be taken for one too many. */
    @Test
    void refusesAnOldCopyOfTheFile(@TempDir Path folder) {
        forgetAllKeys();
        LocalKeyset old = LocalKeyset.create(folder.resolve("keyset.json"), NOW);
        note(1, null);
        note(2, null);

        assertThatThrownBy(() -> await(founding().takeOver(old, NOW)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lacks the key of epoch [2]");

        assertThatThrownBy(this::process).hasMessageContaining("no keys");
    }

    @Test
    void bringsNoDestroyedEpochBack(@TempDir Path folder) {
        forgetAllKeys();
        LocalKeyset old = LocalKeyset.create(folder.resolve("keyset.json"), NOW);
        await(old.openEpoch(1));
        note(1, NOW);
        note(2, null);

        await(founding().takeOver(old, NOW));

        assertThat(process().epochs()).containsExactly(2, 3);
    }

    /** What a keyset file may have sealed, no fresh keyset opens. */
    @Test
    void isNotFoundedWhereKeysOfAFileWereUsed() {
        forgetAllKeys();
        note(1, null);

        assertThatThrownBy(() -> await(founding().create(NOW)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'import-keyset'");
    }

    @Test
    void isReadyForANewEpochBeforeItIsCurrent() {
        WrappedKeyset rotating = (WrappedKeyset) process();
        WrappedKeyset other = (WrappedKeyset) process();

        await(rotating.openEpoch(1));
        await(other.refresh());

        assertThat(rotating.isUsable()).isTrue();
        assertThat(other.isUsable()).isTrue();
    }

    /** With one, whoever may write rows could have links and tokens accepted that he has signed. */
    @Test
    void acceptsNoHashKeyUnderAnotherKeyOfTheProvider() {
        String foreign = provider().createKey("foreign");
        await(
                OWNER.preparedQuery(
                                "update keyset_hash_key set provider_key = $1 where purpose ="
                                        + " 'LINKS'")
                        .execute(Tuple.of(foreign)));

        assertThatThrownBy(this::process)
                .isInstanceOf(Tampered.class)
                .hasMessageContaining("foreign key");
    }

    /** A stolen key that was distrusted stays so: its age is bound to it. */
    @Test
    void acceptsNoHashKeyThatWasMadeYounger() {
        await(
                OWNER.query(
                                "update keyset_hash_key set opened_at = opened_at + interval '1"
                                        + " day' where purpose = 'LINKS'")
                        .execute());

        assertThatThrownBy(this::process).isInstanceOf(Tampered.class);
    }

    /** They are void anyway, once they are gone; the rest goes on. */
    @Test
    void replacesKeysThatRotateAndWereLost() {
        String link = process().signedTexts(KeyPurpose.LINKS).sign(USE, "text");
        await(DATABASE.keys().query("delete from keyset_hash_key").execute());

        KeyVault vault = process();
        await(vault.rotateHashKeys(SCHEDULE, NOW));

        SignedTexts links = vault.signedTexts(KeyPurpose.LINKS);
        assertThat(links.open(USE, link)).isEmpty();
        assertThat(links.open(USE, links.sign(USE, "new"))).contains("new");
        assertThat(vault.currentEpoch()).isEqualTo(1);
    }

    private static void note(int epoch, @Nullable Instant destroyedAt) {
        OffsetDateTime closed = destroyedAt == null ? null : destroyedAt.atOffset(ZoneOffset.UTC);
        await(
                OWNER.preparedQuery(
                                "insert into key_epoch (epoch, opened_at, closed_at, emptied_at,"
                                        + " destroyed_at) values ($1, now(), $2, $2, $2)")
                        .execute(Tuple.of(epoch, closed)));
    }

    /** The role of a running service may lose no key that nothing replaces. */
    @Test
    void theRuntimeRoleMayReplaceOnlyTheKeysThatRotate() {
        Pool runtime = DATABASE.keys();

        assertThat(
                        await(
                                        runtime.query(
                                                        "delete from keyset_hash_key where purpose"
                                                                + " in ('PSEUDONYMS', 'COMMANDS')")
                                                .execute())
                                .rowCount())
                .isZero();
        assertThatThrownBy(
                        () ->
                                await(
                                        runtime.query(
                                                        "insert into keyset_hash_key select"
                                                                + " 'PSEUDONYMS', 2, provider_key,"
                                                                + " wrapped, check_value, opened_at"
                                                                + " from keyset_hash_key limit 1")
                                                .execute()))
                .hasMessageContaining("row-level security");
        assertThatThrownBy(() -> await(runtime.query("delete from keyset_epoch").execute()))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(
                        () ->
                                await(
                                        runtime.query("update keyset_epoch set wrapped = null")
                                                .execute()))
                .hasMessageContaining("permission denied");
    }

    private static String everythingStored() {
        StringBuilder all = new StringBuilder();
        for (String table : List.of("keyset_epoch", "keyset_hash_key")) {
            for (Row row : await(OWNER.query("select wrapped from " + table).execute())) {
                all.append(new String(row.getBuffer(0).getBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private static List<String> secretsOf(LocalKeyset file) {
        return file.epochSecrets().values().stream()
                .map(secret -> new String(secret, StandardCharsets.ISO_8859_1))
                .toList();
    }
}
