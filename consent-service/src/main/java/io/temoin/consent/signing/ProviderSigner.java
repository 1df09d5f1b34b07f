// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.TooManyRequests;
import io.temoin.keyproviders.SigningProvider;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.ProviderCalls;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Signs inside the key provider, on threads of its own. A slow provider must not hold every
 * request: whoever waits for a signature longer than the limit gets {@link KeyProviderUnavailable},
 * and whoever finds the {@link SigningQueue} full its {@code Full}, which are answered 503; whoever
 * has too many requests in it gets {@link TooManyRequests}.
 */
final class ProviderSigner implements MessageSigner {

    private static final Logger LOG = Logger.getLogger(ProviderSigner.class);

    /** So many may wait for each thread. */
    private static final int WAITING = 8;

    private final SigningProvider provider;
    private final String key;
    private final PublishedKey published;
    private final ProviderCalls<SigningProvider> calls;
    private final SigningQueue queue;
    private final AtomicBoolean available = new AtomicBoolean(true);
    private volatile long lastGiven = System.nanoTime();

    ProviderSigner(
            SigningProvider provider,
            String key,
            PublishedKey published,
            Duration limit,
            int concurrent) {
        this.provider = provider;
        this.key = key;
        this.published = published;
        this.calls = new ProviderCalls<>(provider, limit, concurrent);
        this.queue = new SigningQueue(concurrent * (1 + WAITING));
    }

    @Override
    public Uni<byte[]> sign(TenantId tenant, byte[] message) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            SigningQueue.Permit permit = queue.acquire(tenant);
                            long asked = System.nanoTime();
                            return calls.call(each -> signature(each, message))
                                    .onItemOrFailure()
                                    .invoke((_, failure) -> note(failure, asked))
                                    .onTermination()
                                    .invoke(permit::release);
                        });
    }

    /** A receipt that nobody can verify is worse than none. */
    private byte[] signature(SigningProvider each, byte[] message) {
        byte[] signature = each.sign(key, published.algorithm(), message);
        if (!published.verifies(message, signature)) {
            throw KeyProviderUnavailable.noAnswer(
                    each.description() + " answered with something else than a signature",
                    new IllegalStateException("not a signature of the published key"));
        }
        return signature;
    }

    @Override
    public String description() {
        return provider.description();
    }

    /** Whether it gives signatures, by the last that a request or {@link #look} asked for. */
    boolean isAvailable() {
        return available.get();
    }

    /**
     * Asks for a signature that nobody needs, unless it is known to have given one within this
     * time: between calls, nobody else would see that it is away, or back. Never fails.
     */
    Uni<Void> look(Duration within) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            long asked = System.nanoTime();
                            if (available.get() && asked - lastGiven < within.toNanos()) {
                                return Uni.createFrom().voidItem();
                            }
                            return calls.call(each -> signature(each, MessageSigners.SAMPLE))
                                    .onItemOrFailure()
                                    .invoke((_, failure) -> note(failure, asked))
                                    .onFailure()
                                    .recoverWithNull()
                                    .replaceWithVoid();
                        });
    }

    @Override
    public void close() {
        calls.close();
    }

    /**
     * Says so once, not for every request. A failure says nothing about the provider if it has
     * signed for others in the meantime: then there were too many to wait for.
     */
    private void note(@Nullable Throwable failure, long asked) {
        if (failure == null) {
            lastGiven = System.nanoTime();
            if (!available.getAndSet(true)) {
                LOG.info("the key provider signs receipts again");
            }
        } else if (asked - lastGiven >= 0 && available.getAndSet(false)) {
            LOG.errorf(
                    "%s: %s. Requests that need a receipt are answered 503.",
                    failure instanceof KeyProviderUnavailable unavailable && unavailable.isRefusal()
                            ? "The key provider refuses to sign receipts, and will until somebody"
                                    + " acts"
                            : "The key provider does not sign receipts",
                    failure.getMessage());
        }
    }
}
