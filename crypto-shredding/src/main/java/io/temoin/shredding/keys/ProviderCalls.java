// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Calls a key provider on threads that may hang, and gives up waiting after a limit. A call that
 * nobody waits for any more, and that has not begun, is dropped. The answer arrives on the Vert.x
 * context that asked.
 *
 * @param <P> what the provider can do
 */
public final class ProviderCalls<P extends KeyProvider> implements AutoCloseable {

    /** Keys are remembered, so calls are few; whoever hangs must not collect threads. */
    private static final int THREADS = 4;

    private final P provider;
    private final Duration limit;
    private final ThreadPoolExecutor threads;

    ProviderCalls(P provider, Duration limit) {
        this(provider, limit, THREADS);
    }

    /**
     * Calls of this provider.
     *
     * @param limit how long a call may take, the wait for a thread included
     * @param threads how many calls are made at once; the others wait
     */
    public ProviderCalls(P provider, Duration limit, int threads) {
        this.provider = provider;
        this.limit = limit;
        this.threads =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("key-provider-", 0).factory());
    }

    /** What the provider answers; {@link KeyProviderUnavailable} when that is not usable. */
    public <T> Uni<T> call(Function<? super P, T> work) {
        return onContextOfCaller(
                Uni.createFrom()
                        .<T>emitter(
                                emitter -> {
                                    Runnable call = () -> answer(work, emitter);
                                    threads.execute(call);
                                    emitter.onTermination(() -> threads.remove(call));
                                })
                        .ifNoItem()
                        .after(limit)
                        .failWith(() -> unavailable(new TimeoutException()))
                        .onFailure(ProviderCalls::isUnexpected)
                        .transform(this::unexpected));
    }

    private <T> void answer(Function<? super P, T> work, UniEmitter<? super T> emitter) {
        Uni.createFrom()
                .item(() -> work.apply(provider))
                .subscribe()
                .with(emitter::complete, emitter::fail);
    }

    /** How many calls wait for a thread. */
    int waiting() {
        return threads.getQueue().size();
    }

    private KeyProviderUnavailable unexpected(Throwable failure) {
        return KeyProviderUnavailable.noAnswer(
                "%s failed: %s".formatted(provider.description(), failure.getMessage()), failure);
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
