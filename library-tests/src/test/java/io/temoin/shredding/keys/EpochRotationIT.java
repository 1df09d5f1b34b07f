// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static io.temoin.shredding.keys.ShreddableKeysContract.HELIOS;
import static io.temoin.shredding.keys.ShreddableKeysContract.NOW;
import static io.temoin.shredding.keys.ShreddableKeysContract.await;
import static io.temoin.shredding.keys.ShreddableKeysContract.clear;
import static io.temoin.shredding.keys.ShreddableKeysContract.context;
import static io.temoin.shredding.keys.ShreddableKeysContract.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.postgres.SessionLocks;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EpochRotationIT {

    /** In the keyset; the keys of other purposes have a generation 1, too. */
    private static final String EPOCH_1 = "\"epochs\":\\{[^}]*\"1\":";

    private static final KeysDatabase DATABASE = KeysDatabase.start();
    private static final Pool POOL = DATABASE.keys();
    private static final Pool OWNER = DATABASE.keysOwner();
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Instant DUE = NOW.plus(MONTH);
    private static final int MORE_THAN_TWO_BATCHES = 2100;

    @TempDir Path folder;

    private final Map<KeyScope, byte[]> sealed = new LinkedHashMap<>();

    @BeforeEach
    @AfterEach
    void forgetAllKeys() {
        KeysDatabase.empty(OWNER);
    }

    @AfterAll
    static void close() {
        OWNER.close().await().indefinitely();
    }

    @Test
    void doesNothingBeforeItIsDue() {
        seal(3);
        advance(NOW);

        assertThat(advance(DUE.minusSeconds(1))).isEqualTo(EpochRotation.Progress.NONE);
        assertThat(process().epochs()).containsExactly(1);
    }

    @Test
    void movesEveryLiveKeyAndDestroysTheOldEpochWhenNoBackupNeedsItAnyMore() throws IOException {
        seal(MORE_THAN_TWO_BATCHES);
        KeyScope erased = sealed.keySet().iterator().next();
        Wrapped backup = wrapped(erased);
        erase(erased);
        advance(NOW);

        EpochRotation.Progress moved = advance(DUE);
        EpochRotation.Progress early = advance(DUE.plus(WEEK).minusSeconds(1));
        byte[] restored = await(process().unwrap(1, backup.bytes(), backup.context()));
        EpochRotation.Progress last = advance(DUE.plus(WEEK));

        assertThat(moved)
                .isEqualTo(
                        new EpochRotation.Progress(
                                List.of(2), MORE_THAN_TWO_BATCHES - 1, List.of(1), List.of()));
        assertThat(early).isEqualTo(EpochRotation.Progress.NONE);
        assertThat(restored).hasSize(32); // within the window a backup is of use
        assertThat(last.destroyed()).containsExactly(1);
        assertThat(Files.readString(file())).doesNotContainPattern(EPOCH_1);
        assertThatThrownBy(() -> await(process().unwrap(1, backup.bytes(), backup.context())))
                .isInstanceOf(Tampered.class)
                .hasMessageContaining("epoch 1 was destroyed");
        assertEveryValueOpensButTheErased(erased);
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhereverItWasKilled(CutVault.Step step) throws IOException {
        seal(MORE_THAN_TWO_BATCHES);
        KeyScope erased = sealed.keySet().iterator().next();
        erase(erased);
        advance(NOW);
        boolean late = step == CutVault.Step.EMPTIED || step == CutVault.Step.EPOCH_DESTROYED;
        Instant killed = late ? DUE.plus(WEEK) : DUE;
        if (late) {
            advance(DUE);
        }
        EpochRotation dying = rotation(new CutVault(process(), step, EpochRotationIT::cut));
        assertThatThrownBy(() -> await(dying.advance(killed))).isInstanceOf(Exception.class);
        assertEveryValueOpensButTheErased(erased);

        Instant restarted = killed.plusSeconds(3600);
        advance(restarted);
        assertThat(status().unemptied()).isZero();
        assertEveryValueOpensButTheErased(erased);
        if (!late) {
            assertThat(process().epochs()).containsExactly(1, 2);
        }
        advance(restarted.plus(WEEK));

        assertThat(process().epochs()).containsExactly(2);
        assertThat(Files.readString(file())).doesNotContainPattern(EPOCH_1);
        assertEveryValueOpensButTheErased(erased);
        assertThat(status().oldest()).isEqualTo(2);
    }

    @Test
    void isDoneByOneProcessAtATime() throws SQLException {
        seal(1);
        advance(NOW);
        try (var other = DATABASE.server().administrator("store_keys");
                var statement = other.createStatement()) {
            statement.execute(
                    "select pg_advisory_lock(hashtextextended('temoin-key-rotation', 0))");

            assertThat(advance(DUE)).isEqualTo(EpochRotation.Progress.NONE);
            statement.execute("select pg_advisory_unlock_all()");
        }

        assertThat(process().epochs()).containsExactly(1);
        assertThat(advance(DUE).opened()).containsExactly(2);
    }

    /** Its connection stays open, and with it the lock: nobody would ever rotate again. */
    @Test
    void isTakenFromAProcessThatHangs() {
        seal(1);
        advance(NOW);
        SqlConnection hung = await(OWNER.getConnection());
        assertThat(await(SessionLocks.take(hung, "temoin-key-rotation"))).isTrue();

        EpochRotation impatient = new EpochRotation(OWNER, process(), MONTH, WEEK, Duration.ZERO);

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> await(impatient.advance(DUE)).opened(), List.of(2)::equals);
        assertThatThrownBy(() -> await(hung.query("select 1").execute()))
                .as("a process that wakes up has no connection to go on with")
                .isInstanceOf(Exception.class);
        await(hung.close().onFailure().recoverWithNull());
    }

    @Test
    void keepsAnEpochAsLongAsAKeyDependsOnIt() throws SQLException {
        seal(3);
        advance(NOW);
        try (var busy = DATABASE.server().administrator("store_keys");
                var statement = busy.createStatement()) {
            busy.setAutoCommit(false);
            statement.execute(
                    "select 1 from shreddable_key where scope = '%s' for update"
                            .formatted(sealed.keySet().iterator().next().name()));
            assertThat(advance(DUE).moved()).isEqualTo(2);
            assertThat(advance(DUE.plus(WEEK.multipliedBy(2))))
                    .isEqualTo(EpochRotation.Progress.NONE);
            assertThat(status().unemptied()).isEqualTo(1);
            busy.rollback(); // a connection that is only closed keeps its locks for a moment
        }

        Instant free = DUE.plus(WEEK.multipliedBy(3));
        assertThat(advance(free))
                .isEqualTo(new EpochRotation.Progress(List.of(), 1, List.of(1), List.of()));
        assertThat(advance(free.plus(WEEK)).destroyed()).containsExactly(1);
    }

    @Test
    void waitsAnewWhenARestoredBackupBringsAKeyBack() {
        seal(2);
        KeyScope back = sealed.keySet().iterator().next();
        Wrapped backup = wrapped(back);
        advance(NOW);
        advance(DUE);
        await(
                OWNER.preparedQuery(
                                "update shreddable_key set epoch = 1, wrapped = $2 where scope = $1")
                        .execute(Tuple.of(back.name(), Buffer.buffer(backup.bytes()))));

        assertThat(advance(DUE.plus(WEEK)))
                .isEqualTo(new EpochRotation.Progress(List.of(), 1, List.of(1), List.of()));
        assertThat(advance(DUE.plus(WEEK).plus(WEEK)).destroyed()).containsExactly(1);
        assertEveryValueOpens();
    }

    @Test
    void aReplicaThatKnowsTheOldEpochOnlyReadsAndMakesKeysAllTheSame() {
        ShreddableKeys reading = DATABASE.process(process());
        ShreddableKeys making = DATABASE.process(process());
        seal(2);
        advance(NOW);
        advance(DUE);

        KeyScope fresh = scope();
        await(making.keyFor(HELIOS, fresh));

        assertEveryValueOpens(reading);
        assertThat(wrapped(fresh).epoch()).isEqualTo(2);
    }

    @Test
    void refusesAVaultThatIsOlderThanItsKeys() throws IOException {
        seal(1);
        byte[] old = Files.readAllBytes(file());
        advance(NOW);
        advance(DUE);
        Files.write(file(), old);

        assertThatThrownBy(() -> advance(DUE.plus(MONTH)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("epoch 2");
        assertThat(process().epochs()).containsExactly(1);
    }

    private EpochRotation.Progress advance(Instant now) {
        return await(rotation(process()).advance(now));
    }

    private KeyEpochs.EpochStatus status() {
        return await(new KeyEpochs(POOL, process(), MONTH, WEEK).status(NOW));
    }

    private static EpochRotation rotation(KeyVault vault) {
        return new EpochRotation(OWNER, vault, MONTH, WEEK);
    }

    /** Ends the owner's connections as the server sees a killed client. */
    private static void cut() {
        try (var administrator = DATABASE.server().administrator("store_keys");
                var statement = administrator.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                            + " where usename = 'store_keys_owner'");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void seal(int count) {
        ShreddableKeys keys = DATABASE.process(process());
        List<Uni<Void>> made =
                IntStream.range(0, count)
                        .mapToObj(_ -> (KeyScope) new KeyScope.Recording(UUID.randomUUID()))
                        .map(
                                scope ->
                                        keys.keyFor(HELIOS, scope)
                                                .invoke(key -> keep(scope, key))
                                                .replaceWithVoid())
                        .toList();
        await(Uni.join().all(made).andFailFast());
        assertThat(sealed).hasSize(count);
    }

    private synchronized void keep(KeyScope scope, DataKey key) {
        sealed.put(scope, key.seal(clear(), context()));
    }

    private void erase(KeyScope scope) {
        await(DATABASE.process(process()).destroy(HELIOS, scope, "ERASURE", NOW));
    }

    private void assertEveryValueOpens() {
        assertEveryValueOpens(DATABASE.process(process()));
    }

    private void assertEveryValueOpens(ShreddableKeys keys) {
        sealed.forEach(
                (scope, value) ->
                        assertThat(await(keys.keyFor(HELIOS, scope)).open(value, context()))
                                .isEqualTo(clear()));
    }

    private void assertEveryValueOpensButTheErased(KeyScope erased) {
        sealed.remove(erased);
        assertEveryValueOpens();
        assertThat(await(DATABASE.process(process()).find(HELIOS, erased)))
                .isEqualTo(new KeyState.Destroyed(NOW, "ERASURE"));
    }

    /** The keyset as a process that starts now reads it. */
    private LocalKeyset process() {
        return LocalKeyset.readOrCreate(file(), Instant.EPOCH);
    }

    private Path file() {
        return folder.resolve("keyset.json");
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Wrapped(int epoch, byte[] bytes, byte[] context) {}

    private static Wrapped wrapped(KeyScope scope) {
        var row =
                await(
                                OWNER.preparedQuery(
                                                "select key_id, epoch, wrapped from shreddable_key"
                                                        + " where scope = $1")
                                        .execute(Tuple.of(scope.name())))
                        .iterator()
                        .next();
        return new Wrapped(
                row.getInteger("epoch"),
                row.getBuffer("wrapped").getBytes(),
                PostgresShreddableKeys.context(HELIOS, scope.name(), row.getUUID("key_id")));
    }
}
