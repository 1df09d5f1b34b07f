// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Calls a key provider on threads that may hang, and gives up waiting after a limit. The answer
 * arrives on the Vert.x context that asked.
 *
 * @param <P> what the provider can do
 */
public final class ProviderCalls<P extends KeyProvider> implements AutoCloseable {

    /** Keys are remembered, so calls are few; whoever hangs must not collect threads. */
    private static final int THREADS = 4;

    private final P provider;
    private final Duration limit;
    private final ExecutorService threads;

    ProviderCalls(P provider, Duration limit) {
        this(provider, limit, THREADS, Integer.MAX_VALUE);
    }

    /**
     * Calls of this provider.
     *
     * @param limit how long a call may take, the wait for a thread included
     * @param threads how many calls are made at once
     * @param waiting how many may wait for a thread; more fail at once
     */
    public ProviderCalls(P provider, Duration limit, int threads, int waiting) {
        this.provider = provider;
        this.limit = limit;
        this.threads =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(waiting),
                        Thread.ofPlatform().daemon().name("key-provider-", 0).factory());
    }

    /** What the provider answers; {@link KeyProviderUnavailable} when that is not usable. */
    public <T> Uni<T> call(Function<? super P, T> work) {
        return onContextOfCaller(
                Uni.createFrom()
                        .item(() -> work.apply(provider))
                        .runSubscriptionOn(threads)
                        .ifNoItem()
                        .after(limit)
                        .failWith(() -> unavailable(new TimeoutException()))
                        .onFailure(ProviderCalls::isUnexpected)
                        .transform(this::unexpected));
    }

    private KeyProviderUnavailable unexpected(Throwable failure) {
        String meaning =
                failure instanceof RejectedExecutionException
                        ? "too many calls wait for it"
                        : String.valueOf(failure.getMessage());
        return KeyProviderUnavailable.noAnswer(
                "%s failed: %s".formatted(provider.description(), meaning), failure);
    }

    /** A file of a sign-in that is being replaced, a library that throws what it pleases. */
    private static boolean isUnexpected(Throwable failure) {
        return !(failure instanceof KeyProviderUnavailable) && !(failure instanceof Tampered);
    }

    static <T> Uni<T> onContextOfCaller(Uni<T> answer) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            Context caller = Vertx.currentContext();
                            return caller == null
                                    ? answer
                                    : answer.emitOn(step -> caller.runOnContext(_ -> step.run()));
                        });
    }

    Duration destroysWithin() {
        return provider.destroysWithin();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        provider.close();
    }

    private KeyProviderUnavailable unavailable(Throwable failure) {
        return KeyProviderUnavailable.noAnswer(
                "%s did not answer within %d s"
                        .formatted(provider.description(), limit.toSeconds()),
                failure);
    }
}
