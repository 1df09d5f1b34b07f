// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Audio, keys and events that were restored from backups of different times. */
class StoredAudioIT {

    private static final UUID HEARD = UUID.randomUUID();
    private static final UUID LOST = UUID.randomUUID();
    private static final UUID CHANGED = UUID.randomUUID();
    private static final UUID ERASED = UUID.randomUUID();

    private final StoreDatabases databases = StoreDatabases.ONE;

    @BeforeEach
    void restore() {
        databases.empty();
        databases.asAdministrator("store_keys", "truncate shreddable_key");
        for (var recording : List.of(HEARD, LOST, CHANGED, ERASED)) {
            databases.append(
                    "recording-" + recording,
                    1,
                    "RecordingStored",
                    "{\"recording\":\"%s\",\"sha256\":\"as-stored\"}".formatted(recording));
            databases.asAdministrator(
                    "store_keys",
                    """
                    insert into shreddable_key (tenant, scope, key_id, epoch, wrapped, created_at)
                    values ('helios', 'recording/%s', gen_random_uuid(), 1, 'key', now())"""
                            .formatted(recording));
        }
        databases.asAdministrator(
                "store_keys",
                """
                update shreddable_key set wrapped = null, destroyed_at = now(), basis = 'OVER'
                where scope = 'recording/%s'"""
                        .formatted(ERASED));
    }

    @Test
    void namesWhatIsLostAndWhatWasErased() {
        try (var keys = databases.keysOwner()) {
            var stored = new StoredAudio(keys);
            stored.take(audio(HEARD, "as-stored"));
            stored.take(audio(CHANGED, ""));
            stored.take(audio(ERASED, "as-stored"));
            stored.finish();

            assertThat(check(stored))
                    .contains("FAULT  The audio of these recordings is missing")
                    .contains("helios " + LOST, "helios " + CHANGED)
                    .doesNotContain(HEARD.toString())
                    .contains("FAULT  1 recordings have audio and no key: they were erased");
        }
    }

    /** In a folder and in a bucket, while it is moved. */
    @Test
    void isSoundWhenAllIsThereEvenTwice() {
        try (var keys = databases.keysOwner()) {
            var stored = new StoredAudio(keys);
            for (var recording : List.of(HEARD, LOST, CHANGED)) {
                stored.take(audio(recording, "as-stored"));
                stored.take(audio(recording, ""));
            }
            stored.finish();

            assertThat(stored.recordings()).isEqualTo(3);
            assertThat(check(stored))
                    .isEqualTo(
                            "ok     3 recordings have their audio; none that has a key lacks"
                                    + " it.\n");
        }
    }

    /** More than is handed to the database at a time. */
    @Test
    void knowsWhichOfManyWereErased() {
        List<String> erased = new ArrayList<>();
        try (var keys = databases.keysOwner()) {
            var stored = new StoredAudio(keys);
            stored.take(audio(ERASED, "as-stored"));
            for (int i = 0; i < StoredAudio.BATCH_SIZE; i++) {
                stored.take(audio(new UUID(7, i), "younger"));
            }
            stored.take(audio(HEARD, "as-stored"));
            stored.finish();

            assertThat(stored.recordings()).isEqualTo(StoredAudio.BATCH_SIZE + 2L);
            stored.eachErased(erased::add);
            assertThat(erased).containsExactly("helios " + ERASED);
            List<String> unknown = new ArrayList<>();
            stored.eachUnknown(unknown::add);
            assertThat(unknown)
                    .hasSize(StoredAudio.BATCH_SIZE)
                    .contains("helios " + new UUID(7, 0))
                    .doesNotContain("helios " + HEARD);
        }
    }

    private String check(StoredAudio stored) {
        var said = new StoreDatabases.Said();
        try (var feed = databases.feed();
                var keys = databases.keysOwner()) {
            new AudioCheck(feed, keys, said.report()).check(stored);
        }
        return said.toString();
    }

    private static AudioStore.Stored audio(UUID recording, String sha256) {
        return new AudioStore.Stored("helios", recording.toString(), sha256);
    }
}
