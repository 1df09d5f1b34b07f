// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static io.temoin.shredding.keys.ShreddableKeysContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Test;

/** The keyset itself, with a provider that is in the way of nothing. */
class WrappedKeysetIT extends WrappedKeysetContract {

    private final KeyProvider provider = new InMemoryKeyProvider();

    @Override
    protected KeyProvider provider() {
        return provider;
    }

    /** A provider that can restore a destroyed key for a week keeps erasures open for a week. */
    @Test
    void countsInHowLongTheProviderCouldRestoreAKey() {
        KeysDatabase database = KeysDatabase.start();
        Pool owner = database.keysOwner();
        await(owner.query("delete from key_epoch").execute());
        await(new EpochRotation(owner, process(), MONTH, WEEK).advance(NOW));

        var status = await(new KeyEpochs(database.keys(), process(), MONTH, WEEK).status(NOW));

        await(owner.query("delete from key_epoch").execute());
        assertThat(status.due()).isEqualTo(NOW.plus(MONTH).plus(WEEK));
        assertThat(status.horizon()).isEqualTo(status.due().plus(provider.destroysWithin()));
    }
}
