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
        Pool owner = KeysDatabase.start().keysOwner();
        await(owner.query("delete from key_epoch").execute());

        var standing = await(new EpochRotation(owner, process(), MONTH, WEEK).standing(NOW));

        await(owner.query("delete from key_epoch").execute());
        assertThat(standing.horizon())
                .isEqualTo(NOW.plus(MONTH).plus(WEEK).plus(provider.destroysWithin()));
    }
}
