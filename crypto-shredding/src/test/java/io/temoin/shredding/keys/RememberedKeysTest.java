// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.keys.RememberedKeys.EpochKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedKeysTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final KeyProviderUnavailable AWAY =
            KeyProviderUnavailable.noAnswer("away", new IllegalStateException());

    private long nanos;
    private int asked;
    private boolean away;

    private final RememberedKeys keys = new RememberedKeys(this::unwrap, TEN_MINUTES, () -> nanos);

    private static EpochKey epoch(int number) {
        return new EpochKey(
                number, new WrappedKey("key-" + number, new byte[0], new byte[0], Instant.EPOCH));
    }

    private Uni<byte[]> unwrap(EpochKey epoch) {
        asked++;
        return away
                ? Uni.createFrom().failure(AWAY)
                : Uni.createFrom().item(new byte[] {(byte) epoch.epoch()});
    }

    private byte[] key(int epoch) {
        return keys.key(epoch(epoch)).await().indefinitely();
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
        assertThat(keys.has(epoch(1))).isTrue();

        passes(Duration.ofNanos(1));

        assertThat(keys.has(epoch(1))).isFalse();
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

        keys.retain(List.of(epoch(2)));

        assertThat(keys.has(epoch(1))).isFalse();
        assertThat(keys.has(epoch(2))).isTrue();
    }

    /** A restored database counts its epochs again. */
    @Test
    void takesNoKeyOfAnotherTimeForThatOfAnEpoch() {
        key(1);
        EpochKey anothers =
                new EpochKey(1, new WrappedKey("key-9", new byte[0], new byte[0], Instant.EPOCH));

        assertThat(keys.has(anothers)).isFalse();
    }
}
