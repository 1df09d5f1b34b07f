// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every key provider promises; each implementation runs these tests. */
public interface KeyProviderContract {

    /** The provider. */
    KeyProvider provider();

    /** The same keys, as another process reaches them that has just started. */
    KeyProvider otherProcess();

    private static byte[] secret() {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 7);
        return secret;
    }

    private static byte[] context(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    default void unwrapsWhatItWrapped() {
        String key = provider().createKey("contract");
        byte[] wrapped = provider().wrap(key, secret(), context("epoch|1"));

        assertThat(provider().unwrap(key, wrapped, context("epoch|1"))).isEqualTo(secret());
        assertThat(otherProcess().unwrap(key, wrapped, context("epoch|1"))).isEqualTo(secret());
    }

    @Test
    default void wrapsAnewEachTimeAndShowsNothing() {
        String key = provider().createKey("contract");

        byte[] wrapped = provider().wrap(key, secret(), context("epoch|1"));

        assertThat(wrapped).isNotEqualTo(provider().wrap(key, secret(), context("epoch|1")));
        assertThat(new String(wrapped, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(secret(), 0, 8, StandardCharsets.ISO_8859_1));
    }

    @Test
    default void seesAKeyThatAnotherProcessCreated() {
        KeyProvider earlier = provider();
        earlier.wrap(earlier.createKey("contract"), secret(), context("epoch|1"));
        String key = otherProcess().createKey("contract");
        byte[] wrapped = otherProcess().wrap(key, secret(), context("epoch|2"));

        assertThat(earlier.unwrap(key, wrapped, context("epoch|2"))).isEqualTo(secret());
    }

    @Test
    default void refusesAnotherContextAndAnotherKey() {
        String key = provider().createKey("contract");
        String other = provider().createKey("contract");
        byte[] wrapped = provider().wrap(key, secret(), context("epoch|1"));

        assertThatThrownBy(() -> provider().unwrap(key, wrapped, context("epoch|2")))
                .isInstanceOf(Tampered.class);
        assertThatThrownBy(() -> provider().unwrap(other, wrapped, context("epoch|1")))
                .isInstanceOf(Tampered.class);
    }

    @Test
    default void refusesChangedBytes() {
        String key = provider().createKey("contract");
        byte[] wrapped = provider().wrap(key, secret(), context("epoch|1"));
        byte[] changed = wrapped.clone();
        int inTheMiddle = changed.length - 8;
        changed[inTheMiddle] = changed[inTheMiddle] == 'A' ? (byte) 'B' : (byte) 'A';

        assertThatThrownBy(() -> provider().unwrap(key, changed, context("epoch|1")))
                .isInstanceOf(Tampered.class);
        assertThatThrownBy(() -> provider().unwrap(key, new byte[] {1}, context("epoch|1")))
                .isInstanceOf(Tampered.class);
    }

    @Test
    default void hasADestroyedKeyNoMore() {
        String key = provider().createKey("contract");
        byte[] wrapped = provider().wrap(key, secret(), context("epoch|1"));

        otherProcess().destroyKey(key);
        otherProcess().destroyKey(key);

        assertThatThrownBy(() -> provider().unwrap(key, wrapped, context("epoch|1")))
                .isInstanceOfSatisfying(
                        KeyProviderUnavailable.class,
                        refusal -> assertThat(refusal.isRefusal()).isTrue());
        assertThatThrownBy(() -> provider().wrap(key, secret(), context("epoch|1")))
                .isInstanceOfSatisfying(
                        KeyProviderUnavailable.class,
                        refusal -> assertThat(refusal.isRefusal()).isTrue());
    }

    @Test
    default void takesAKeyThatIsNotThereForDestroyed() {
        String key = provider().createKey("contract");
        provider().destroyKey(key);

        provider().destroyKey(key);

        assertThat(provider().destroysWithin()).isGreaterThanOrEqualTo(Duration.ZERO);
    }
}
