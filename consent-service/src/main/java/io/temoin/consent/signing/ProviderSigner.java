// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import io.smallrye.mutiny.Uni;
import io.temoin.keyproviders.SigningAlgorithm;
import io.temoin.keyproviders.SigningProvider;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import io.temoin.shredding.keys.ProviderCalls;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Signs inside the key provider, on threads of its own. Whoever waits for a signature longer than
 * the limit, or comes when too many wait already, gets {@link KeyProviderUnavailable}, which is
 * answered 503: a slow provider must not hold every request.
 */
final class ProviderSigner implements MessageSigner {

    private static final Logger LOG = Logger.getLogger(ProviderSigner.class);

    /** So many may wait for each thread. */
    private static final int WAITING = 8;

    private final SigningProvider provider;
    private final String key;
    private final SigningAlgorithm algorithm;
    private final Duration limit;
    private final ProviderCalls<SigningProvider> calls;
    private final AtomicBoolean available = new AtomicBoolean(true);

    ProviderSigner(
            SigningProvider provider,
            String key,
            SigningAlgorithm algorithm,
            Duration limit,
            int concurrent) {
        this.provider = provider;
        this.key = key;
        this.algorithm = algorithm;
        this.limit = limit;
        this.calls = new ProviderCalls<>(provider, limit, concurrent, concurrent * WAITING);
    }

    @Override
    public Uni<byte[]> sign(byte[] message) {
        long asked = System.nanoTime();
        return calls.call(each -> signature(each, message, asked))
                .onItemOrFailure()
                .invoke((_, failure) -> note(failure));
    }

    @Override
    public String description() {
        return provider.description();
    }

    /** Whether the last signature was given. */
    boolean isAvailable() {
        return available.get();
    }

    @Override
    public void close() {
        calls.close();
    }

    /** Whoever asked so long ago has had an answer: 503. */
    private byte[] signature(SigningProvider signing, byte[] message, long asked) {
        if (System.nanoTime() - asked > limit.toNanos()) {
            throw KeyProviderUnavailable.noAnswer(
                    description() + " is too slow", new TimeoutException());
        }
        return signing.sign(key, algorithm, message);
    }

    /** Says so once, not for every request. */
    private void note(@Nullable Throwable failure) {
        if (failure == null) {
            if (!available.getAndSet(true)) {
                LOG.info("the key provider signs receipts again");
            }
        } else if (available.getAndSet(false)) {
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
