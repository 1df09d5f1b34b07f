// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyDestructions;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.LocalKeyset;
import io.temoin.shredding.keys.PostgresShreddableKeys;
import io.temoin.shredding.keys.ShreddableKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events and keys that were restored from backups of different times. */
class KeyCheckIT {

    private static final TenantId TENANT = new TenantId("helios");
    private static final Instant NOW = Instant.parse("2026-11-24T10:05:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir Path folder;

    private final StoreDatabases databases = StoreDatabases.ONE;
    private ShreddableKeys service;

    @BeforeEach
    void empty() {
        databases.empty();
        databases.asAdministrator("store_keys", "truncate shreddable_key");
        var pool = databases.keys();
        service =
                new PostgresShreddableKeys(
                        pool,
                        LocalKeyset.create(folder.resolve("keyset.json"), NOW),
                        new KeyDestructions(pool));
    }

    @Test
    void findsTheKeyOfEveryStoredRecording() {
        store(UUID.randomUUID());
        var erasedSince = store(UUID.randomUUID());
        service.destroy(TENANT, new KeyScope.Recording(erasedSince), "OVER", NOW)
                .await()
                .atMost(LIMIT);
        var erased = UUID.randomUUID(); // which nobody expects to have a key
        stored(erased, UUID.randomUUID());
        databases.append("recording-" + erased, 2, "RecordingErased", "{}");

        assertThat(check(KeyCheck::checkRecordings))
                .isEqualTo(
                        "ok     2 stored recordings: each has its key, but for 1 whose key was"
                                + " destroyed since.\n");
    }

    @Test
    void missesAKeyThatIsYoungerThanTheBackup() {
        store(UUID.randomUUID());
        var without = UUID.randomUUID();
        stored(without, UUID.randomUUID());
        var withAnother = UUID.randomUUID();
        key(new KeyScope.Recording(withAnother));
        stored(withAnother, UUID.randomUUID());

        assertThat(check(KeyCheck::checkRecordings))
                .startsWith("FAULT  Of the stored recordings, these have no key")
                .contains("helios/recording/" + without)
                .contains("helios/recording/" + withAnother);
    }

    @Test
    void missesTheKeyOfAPersonWithSealedValues() {
        var known = new KeyScope.Subject(new SubjectId("a".repeat(32)));
        key(known);
        databases.append("contact-1", 1, "PartyRegistered", sealed("a"));
        assertThat(check(KeyCheck::checkSealedValues))
                .startsWith("ok     1 persons whose personal data is in events");
        databases.append("contact-2", 1, "PartyRegistered", sealed("b"));

        assertThat(check(KeyCheck::checkSealedValues))
                .startsWith("FAULT")
                .contains("helios/subject/" + "b".repeat(32))
                .doesNotContain("a".repeat(32));
    }

    @Test
    void seesThatADestroyedKeyIsBack() {
        var recording = store(UUID.randomUUID());
        var erased =
                new RecordedDestruction(
                        TENANT.value(),
                        "recording/" + recording,
                        null,
                        null,
                        NOW,
                        "OVER",
                        "recording " + recording);

        assertThat(
                        check(
                                keys -> {
                                    keys.lookFor(List.of(erased));
                                    keys.checkDestroyed();
                                }))
                .isEqualTo(
                        "FAULT  Keys of what was erased are back: recording "
                                + recording
                                + ". Run 'temoin-admin redestroy-keys'.\n");
    }

    @Test
    void seesAKeysetThatIsOlderThanTheKeys() {
        store(UUID.randomUUID());

        assertThat(check(keys -> keys.checkEpochs(new Keyset(Set.of(1), "a file"))))
                .startsWith("ok");
        assertThat(check(keys -> keys.checkEpochs(new Keyset(Set.of(7), "an old file"))))
                .startsWith("FAULT  The keyset lacks the epochs [1], under which 1 live keys lie");
    }

    /** A setting that is missing leads into an empty folder, and nothing would fail. */
    @Test
    void doesNotTakeAnotherFolderForTheAudio() {
        var elsewhere = folder.resolve("elsewhere");
        var installation =
                new Installation(
                        ServiceName.RECORDING,
                        Map.of("TEMOIN_BLOB_DIRECTORY", elsewhere.toString()));
        try (var keys = databases.keysOwner()) {
            AudioStore.requireEmpty(installation, keys); // as of a service that is new
            key(new KeyScope.Subject(new SubjectId("a".repeat(32))));
            AudioStore.requireEmpty(installation, keys);
            store(UUID.randomUUID());

            assertThatThrownBy(() -> AudioStore.requireEmpty(installation, keys))
                    .isInstanceOf(CannotRun.class)
                    .hasMessageStartingWith(
                            "There is no audio in the folder %s (TEMOIN_BLOB_DIRECTORY), although 1"
                                    + " recordings have a key",
                            elsewhere);
        }
    }

    private UUID store(UUID recording) {
        stored(recording, key(new KeyScope.Recording(recording)));
        return recording;
    }

    private void stored(UUID recording, UUID key) {
        databases.append(
                "recording-" + recording,
                1,
                "RecordingStored",
                "{\"recording\":\"%s\",\"keyId\":\"%s\"}".formatted(recording, key));
    }

    private static String sealed(String letter) {
        return "{\"profile\":[{\"email\":{\"subject\":\"%s\",\"sealed\":\"AQ==\"}}]}"
                .formatted(letter.repeat(32));
    }

    private UUID key(KeyScope scope) {
        return service.keyFor(TENANT, scope).await().atMost(LIMIT).id();
    }

    private String check(Consumer<KeyCheck> check) {
        var said = new StoreDatabases.Said();
        try (var feed = databases.feed();
                var keys = databases.keysOwner()) {
            check.accept(new KeyCheck(feed, keys, said.report()));
        }
        return said.toString();
    }
}
