// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Calls a key provider on threads that may hang, and gives up waiting after a limit. The answer
 * arrives on the Vert.x context that asked.
 */
final class ProviderCalls implements AutoCloseable {

    /** Keys are remembered, so calls are few; whoever hangs must not collect threads. */
    private static final int THREADS = 4;

    private final KeyProvider provider;
    private final Duration limit;
    private final ExecutorService threads;

    ProviderCalls(KeyProvider provider, Duration limit) {
        this.provider = provider;
        this.limit = limit;
        this.threads =
                Executors.newFixedThreadPool(
                        THREADS, Thread.ofPlatform().daemon().name("key-provider-", 0).factory());
    }

    <T> Uni<T> call(Function<KeyProvider, T> work) {
        return onContextOfCaller(
                Uni.createFrom()
                        .item(() -> work.apply(provider))
                        .runSubscriptionOn(threads)
                        .ifNoItem()
                        .after(limit)
                        .failWith(() -> unavailable(new TimeoutException()))
                        .onFailure(ProviderCalls::isUnexpected)
                        .transform(
                                failure ->
                                        KeyProviderUnavailable.noAnswer(
                                                "%s failed: %s"
                                                        .formatted(
                                                                provider.description(),
                                                                failure.getMessage()),
                                                failure)));
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
