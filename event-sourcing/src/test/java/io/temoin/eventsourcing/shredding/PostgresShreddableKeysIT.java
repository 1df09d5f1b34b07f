// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.shredding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.store.TestDatabase;
import io.vertx.mutiny.sqlclient.Pool;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresShreddableKeysIT implements ShreddableKeysContract {

    private static final TestDatabase DATABASE = TestDatabase.start();
    private static final Pool POOL = DATABASE.keys();
    private static final Pool OWNER = DATABASE.keysOwner();
    private static final KeyVault VAULT = new InMemoryKeyVault();

    private final ShreddableKeys keys = new PostgresShreddableKeys(POOL, VAULT);

    @TempDir Path folder;

    @AfterAll
    static void close() {
        POOL.close().await().indefinitely();
        OWNER.close().await().indefinitely();
    }

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

        ShreddableKeys restarted = new PostgresShreddableKeys(POOL, VAULT);

        assertThat(
                        ShreddableKeysContract.await(restarted.keyFor(HELIOS, scope))
                                .open(sealed, ShreddableKeysContract.context()))
                .isEqualTo(ShreddableKeysContract.clear());
    }

    @Test
    void rotatesEveryLiveKeyIntoTheNewEpochAndMakesOldBackupsUseless() {
        LocalKeyset vault = LocalKeyset.readOrCreate(folder.resolve("keyset.json"));
        EpochRotation others = new EpochRotation(OWNER, VAULT);
        ShreddableKeysContract.await(POOL.query("select 1").execute());
        ShreddableKeysContract.await(OWNER.query("delete from shreddable_key").execute());
        ShreddableKeys live = new PostgresShreddableKeys(POOL, vault);
        KeyScope kept = ShreddableKeysContract.scope();
        KeyScope erased = ShreddableKeysContract.scope();
        byte[] sealed =
                ShreddableKeysContract.await(live.keyFor(HELIOS, kept))
                        .seal(ShreddableKeysContract.clear(), ShreddableKeysContract.context());
        ShreddableKeysContract.await(live.keyFor(HELIOS, erased));
        int more = 2500; // more than one batch, more than a chain of Unis could bear
        for (int i = 0; i < more; i++) {
            ShreddableKeysContract.await(live.keyFor(BOREAL, ShreddableKeysContract.scope()));
        }
        byte[] backup = wrapped(erased);
        ShreddableKeysContract.await(live.destroy(HELIOS, erased, "ERASURE", NOW));
        EpochRotation rotation = new EpochRotation(OWNER, vault);

        assertThatThrownBy(() -> ShreddableKeysContract.await(others.retire(1)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ShreddableKeysContract.await(rotation.rotate())).isEqualTo(1 + more);
        ShreddableKeysContract.await(rotation.retire(1));

        ShreddableKeys restarted =
                new PostgresShreddableKeys(POOL, LocalKeyset.read(folder.resolve("keyset.json")));
        assertThat(
                        ShreddableKeysContract.await(restarted.keyFor(HELIOS, kept))
                                .open(sealed, ShreddableKeysContract.context()))
                .isEqualTo(ShreddableKeysContract.clear());
        assertThatThrownBy(() -> ShreddableKeysContract.await(vault.unwrap(1, backup, new byte[0])))
                .isInstanceOf(Tampered.class)
                .hasMessageContaining("epoch 1 was destroyed");
    }

    private static byte[] wrapped(KeyScope scope) {
        return ShreddableKeysContract.await(
                        OWNER.preparedQuery("select wrapped from shreddable_key where scope = $1")
                                .execute(io.vertx.mutiny.sqlclient.Tuple.of(scope.name())))
                .iterator()
                .next()
                .getBuffer(0)
                .getBytes();
    }
}
