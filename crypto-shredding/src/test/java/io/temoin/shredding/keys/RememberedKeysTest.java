// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RememberedKeysTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final KeyProviderUnavailable AWAY =
            KeyProviderUnavailable.noAnswer("away", new IllegalStateException());

    private long nanos;
    private int asked;
    private boolean away;

    private final RememberedKeys keys = new RememberedKeys(this::unwrap, TEN_MINUTES, () -> nanos);

    private Uni<byte[]> unwrap(int epoch) {
        asked++;
        return away
                ? Uni.createFrom().failure(AWAY)
                : Uni.createFrom().item(new byte[] {(byte) epoch});
    }

    private byte[] key(int epoch) {
        return keys.key(epoch).await().indefinitely();
    }

    private void passes(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void asksOnceAndAgainAtHalfTime() {
        key(1);
        passes(TEN_MINUTES.dividedBy(2).minusNanos(1));
        key(1);
        assertThat(asked).isEqualTo(1);

        passes(Duration.ofNanos(1));
        key(1);
        key(1);

        assertThat(asked).isEqualTo(2);
    }

    @Test
    void servesWithoutTheProviderUntilTheTimeIsOver() {
        key(1);
        away = true;
        passes(TEN_MINUTES.minusNanos(1));
        assertThat(key(1)).containsExactly(1);
        assertThat(keys.has(1)).isTrue();

        passes(Duration.ofNanos(1));

        assertThat(keys.has(1)).isFalse();
        assertThatThrownBy(() -> key(1)).isSameAs(AWAY);
    }

    /** A provider that comes back is noticed within the pause, one that is away is not hammered. */
    @Test
    void pausesAfterAFailure() {
        away = true;
        assertThatThrownBy(() -> key(1)).isSameAs(AWAY);
        away = false;
        assertThatThrownBy(() -> key(1)).isSameAs(AWAY);
        assertThat(asked).isEqualTo(1);

        passes(Duration.ofSeconds(1));

        assertThat(key(1)).containsExactly(1);
    }

    @Test
    void everySuccessCountsAnew() {
        key(1);
        passes(TEN_MINUTES.dividedBy(2));
        key(1);
        away = true;
        passes(TEN_MINUTES.minusNanos(1));

        assertThat(key(1)).containsExactly(1);
    }

    @Test
    void forgetsEpochsThatAreGone() {
        key(1);
        key(2);

        keys.retain(Set.of(2));

        assertThat(keys.has(1)).isFalse();
        assertThat(keys.has(2)).isTrue();
    }
}
