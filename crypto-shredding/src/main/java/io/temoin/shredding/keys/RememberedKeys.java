// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Epoch keys as the provider unwrapped them. Each is unwrapped anew at half of its time in memory,
 * while requests go on with the one that is there; when the provider is away, they do until that
 * time is over. Whoever asks after that waits for the provider.
 */
final class RememberedKeys {

    /** A provider that is away is asked again after so long, however many requests wait. */
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
    private record Remembered(byte[] key, long since) {}

    private record Failed(Throwable failure, long at) {}

    /**
     * An epoch's wrapped key. A restored database may have another key under the number of an epoch
     * that is remembered: the provider's key tells them apart.
     */
    record EpochKey(int epoch, WrappedKey key) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof EpochKey that
                    && epoch == that.epoch
                    && key.providerKey().equals(that.key.providerKey());
        }

        @Override
        public int hashCode() {
            return Objects.hash(epoch, key.providerKey());
        }
    }

    private final Function<EpochKey, Uni<byte[]>> unwrap;
    private final long halfLife;
    private final LongSupplier nanoTime;

    private final Map<EpochKey, Remembered> remembered = new HashMap<>();
    private final Map<EpochKey, Uni<byte[]>> underWay = new HashMap<>();
    private final Map<EpochKey, Failed> failed = new HashMap<>();

    /**
     * @param unwrap asks the provider for the key of an epoch
     * @param ttl how long a key serves after it was unwrapped
     * @param nanoTime as {@link System#nanoTime}
     */
    RememberedKeys(Function<EpochKey, Uni<byte[]>> unwrap, Duration ttl, LongSupplier nanoTime) {
        this.unwrap = unwrap;
        this.halfLife = ttl.toNanos() / 2;
        this.nanoTime = nanoTime;
    }

    /** The key of an epoch, from memory where that is possible. */
    Uni<byte[]> key(EpochKey epoch) {
        Remembered known = known(epoch);
        if (known == null) {
            return load(epoch);
        }
        if (nanoTime.getAsLong() - known.since() >= halfLife) {
            // A failure is met by whoever asks when the time is over, and by the next probe.
            load(epoch).subscribe().with(_ -> {}, _ -> {});
        }
        return Uni.createFrom().item(known.key());
    }

    /** Asks the provider whatever is in memory. */
    synchronized Uni<byte[]> load(EpochKey epoch) {
        Failed last = failed.get(epoch);
        if (last != null && nanoTime.getAsLong() - last.at() < PAUSE) {
            return Uni.createFrom().failure(last.failure());
        }
        return ProviderCalls.onContextOfCaller(underWay.computeIfAbsent(epoch, this::started));
    }

    /** Whether a key of this epoch could be used now without the provider. */
    boolean has(EpochKey epoch) {
        return known(epoch) != null;
    }

    /** Forgets the keys of all other epochs. */
    synchronized void retain(Collection<EpochKey> epochs) {
        remembered.keySet().retainAll(epochs);
        failed.keySet().retainAll(epochs);
    }

    private synchronized @Nullable Remembered known(EpochKey epoch) {
        Remembered known = remembered.get(epoch);
        if (known != null && nanoTime.getAsLong() - known.since() >= 2 * halfLife) {
            remembered.remove(epoch);
            return null;
        }
        return known;
    }

    private Uni<byte[]> started(EpochKey epoch) {
        return unwrap.apply(epoch)
                .onItemOrFailure()
                .invoke((key, failure) -> ended(epoch, key, failure))
                .memoize()
                .indefinitely();
    }

    private synchronized void ended(
            EpochKey epoch, byte @Nullable [] key, @Nullable Throwable failure) {
        underWay.remove(epoch);
        if (key != null) {
            failed.remove(epoch);
            remembered.put(epoch, new Remembered(key, nanoTime.getAsLong()));
        } else if (failure instanceof KeyProviderUnavailable) {
            failed.put(epoch, new Failed(failure, nanoTime.getAsLong()));
        }
    }
}
