// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PostgresShreddableKeysIT implements ShreddableKeysContract {

    private static final KeysDatabase DATABASE = KeysDatabase.start();
    private static final Pool POOL = DATABASE.keys();
    private static final KeyVault VAULT = new InMemoryKeyVault();

    private static final String END_LISTENERS =
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where usename = current_user and pid <> pg_backend_pid()
              and query in ('select 1', 'listen temoin_key_destroyed')""";

    private final ShreddableKeys keys = DATABASE.process(VAULT);

    @Override
    public ShreddableKeys keys() {
        return keys;
    }

    @Test
    void findsItsKeysAgainAfterARestart() {
        KeyScope scope = ShreddableKeysContract.scope();
        byte[] sealed =
                ShreddableKeysContract.await(keys.keyFor(HELIOS, scope))
                        .seal(ShreddableKeysContract.clear(), ShreddableKeysContract.context());

        ShreddableKeys restarted = DATABASE.process(VAULT);

        assertThat(
                        ShreddableKeysContract.await(restarted.keyFor(HELIOS, scope))
                                .open(sealed, ShreddableKeysContract.context()))
                .isEqualTo(ShreddableKeysContract.clear());
    }

    @Test
    void forgetsAKeyThatAnotherProcessHasDestroyed() {
        KeyScope scope = ShreddableKeysContract.scope();
        ShreddableKeys other = DATABASE.process(VAULT);
        remember(other, scope);

        ShreddableKeysContract.await(keys.destroy(HELIOS, scope, "ERASURE", NOW));

        assertForgottenInTime(other, scope);
    }

    /** Its connection ends, and what is destroyed until it has another is told to nobody. */
    @Test
    void takesNoKeyFromMemoryWhenItMayHaveMissedADestruction() {
        KeyScope scope = ShreddableKeysContract.scope();
        ShreddableKeys other = DATABASE.process(VAULT);
        remember(other, scope);

        ShreddableKeysContract.await(POOL.query(END_LISTENERS).execute());
        ShreddableKeysContract.await(keys.destroy(HELIOS, scope, "ERASURE", NOW));

        assertForgottenInTime(other, scope);
    }

    /** Until it is taken from memory: the very same key, not one unwrapped anew. */
    private static void remember(ShreddableKeys process, KeyScope scope) {
        DataKey[] last = {ShreddableKeysContract.await(process.keyFor(HELIOS, scope))};
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            DataKey before = last[0];
                            last[0] = ShreddableKeysContract.await(process.keyFor(HELIOS, scope));
                            return last[0] == before;
                        });
    }

    private static void assertForgottenInTime(ShreddableKeys process, KeyScope scope) {
        assertForgottenInTime(process, scope, "ERASURE");
    }

    private static void assertForgottenInTime(
            ShreddableKeys process, KeyScope scope, String basis) {
        await().atMost(KeyDestructions.TOLD_WITHIN)
                .until(
                        () -> ShreddableKeysContract.await(process.find(HELIOS, scope)),
                        new KeyState.Destroyed(NOW, basis)::equals);
    }

    /** More than it remembers, all at once: each is in the answer that made it. */
    @Test
    void doesNotAskForAKeyThatItHasJustMade() {
        HeldVault unwrapsNothing = new HeldVault(VAULT);
        ShreddableKeys fresh = DATABASE.process(unwrapsNothing);

        List<DataKey> made =
                ShreddableKeysContract.await(
                        Multi.createFrom()
                                .range(0, 22_000)
                                .onItem()
                                .transformToUni(
                                        _ -> fresh.keyFor(HELIOS, ShreddableKeysContract.scope()))
                                .merge(2_000)
                                .collect()
                                .asList());

        assertThat(made).hasSize(22_000);
        assertThat(unwrapsNothing.asked()).isFalse();
        forgetAll();
    }

    /** Reads that meet share a statement; each must get its own key, and no other's. */
    @Test
    void findsManyKeysAtOnceEachItsOwn() {
        List<KeyScope> scopes = Stream.generate(ShreddableKeysContract::scope).limit(600).toList();
        Set<KeyScope> absent = Set.copyOf(scopes.subList(100, 200));
        KeyScope destroyed = scopes.getFirst();
        Map<KeyScope, UUID> made = new HashMap<>();
        scopes.stream()
                .filter(scope -> !absent.contains(scope))
                .forEach(
                        scope ->
                                made.put(
                                        scope,
                                        ShreddableKeysContract.await(keys.keyFor(HELIOS, scope))
                                                .id()));
        ShreddableKeysContract.await(keys.destroy(HELIOS, destroyed, "ERASURE", NOW));
        ShreddableKeys restarted = DATABASE.process(VAULT);

        List<KeyState> found =
                ShreddableKeysContract.await(
                        Uni.join()
                                .all(
                                        scopes.stream()
                                                .map(scope -> restarted.find(HELIOS, scope))
                                                .toList())
                                .andFailFast());

        for (int i = 0; i < scopes.size(); i++) {
            KeyScope scope = scopes.get(i);
            if (absent.contains(scope)) {
                assertThat(found.get(i)).isEqualTo(new KeyState.Absent());
            } else if (scope.equals(destroyed)) {
                assertThat(found.get(i)).isEqualTo(new KeyState.Destroyed(NOW, "ERASURE"));
            } else {
                assertThat(found.get(i))
                        .isInstanceOfSatisfying(
                                KeyState.Usable.class,
                                state -> assertThat(state.key().id()).isEqualTo(made.get(scope)));
            }
        }
    }

    /** Those that meet share a statement: each has its own evidence, and its own failure. */
    @Test
    void destroysManyKeysAtOnceEachItsOwn() {
        List<KeyScope> scopes = Stream.generate(ShreddableKeysContract::scope).limit(300).toList();
        ShreddableKeys other = DATABASE.process(VAULT);
        Map<KeyScope, UUID> made = new HashMap<>();
        scopes.forEach(
                scope ->
                        made.put(
                                scope,
                                ShreddableKeysContract.await(other.keyFor(HELIOS, scope)).id()));
        KeyScope refused = scopes.get(77);

        Map<KeyScope, KeyDestruction> done =
                ShreddableKeysContract.await(
                        Multi.createFrom()
                                .iterable(scopes)
                                .onItem()
                                .transformToUni(scope -> destroy(scope, scope.equals(refused)))
                                .merge(300)
                                .collect()
                                .asMap(Map.Entry::getKey, Map.Entry::getValue));

        assertThat(done).hasSize(299).doesNotContainKey(refused);
        done.forEach(
                (scope, evidence) -> {
                    assertThat(evidence.keyId()).isEqualTo(made.get(scope));
                    assertThat(evidence.basis()).isEqualTo(scope.name());
                    assertForgottenInTime(other, scope, scope.name());
                });
        assertThat(ShreddableKeysContract.await(other.find(HELIOS, refused)))
                .isInstanceOf(KeyState.Usable.class);
    }

    /** No text of the database has a NUL. */
    private Uni<Map.Entry<KeyScope, KeyDestruction>> destroy(KeyScope scope, boolean spoiled) {
        return keys.destroy(HELIOS, scope, spoiled ? "\u0000" : scope.name(), NOW)
                .map(evidence -> Map.entry(scope, evidence))
                .onFailure(_ -> spoiled)
                .recoverWithNull();
    }

    /** The rotation's tests have the same table, and would move them all. */
    private static void forgetAll() {
        Pool owner = DATABASE.keysOwner();
        ShreddableKeysContract.await(owner.query("truncate shreddable_key").execute());
        ShreddableKeysContract.await(owner.close());
    }

    @Test
    void neverServesFromMemoryAKeyThatItDestroyedWhileReadingIt() {
        KeyScope scope = ShreddableKeysContract.scope();
        ShreddableKeysContract.await(keys.keyFor(HELIOS, scope));
        HeldVault held = new HeldVault(VAULT);
        ShreddableKeys restarted = DATABASE.process(held);
        var reading = restarted.find(HELIOS, scope).subscribeAsCompletionStage();
        held.awaitUnwrapping();

        ShreddableKeysContract.await(restarted.destroy(HELIOS, scope, "ERASURE", NOW));
        held.letGo();

        assertThat(reading.join()).isInstanceOf(KeyState.Usable.class); // asked before
        assertThat(ShreddableKeysContract.await(restarted.find(HELIOS, scope)))
                .isEqualTo(new KeyState.Destroyed(NOW, "ERASURE"));
    }

    @Test
    void neverServesAKeyItDestroyedHoweverReadingAndDestroyingRace() {
        for (int i = 0; i < 100; i++) {
            KeyScope scope = ShreddableKeysContract.scope();
            ShreddableKeys racing = DATABASE.process(VAULT);
            var made = racing.keyFor(HELIOS, scope).subscribeAsCompletionStage();
            var read = racing.find(HELIOS, scope).subscribeAsCompletionStage();
            ShreddableKeysContract.await(racing.destroy(HELIOS, scope, "ERASURE", NOW));

            assertThat(ShreddableKeysContract.await(racing.find(HELIOS, scope)))
                    .isEqualTo(new KeyState.Destroyed(NOW, "ERASURE"));
            CompletableFuture.allOf(made.handle((_, _) -> null), read).join();
            assertThat(ShreddableKeysContract.await(racing.find(HELIOS, scope)))
                    .isEqualTo(new KeyState.Destroyed(NOW, "ERASURE"));
        }
    }
}
