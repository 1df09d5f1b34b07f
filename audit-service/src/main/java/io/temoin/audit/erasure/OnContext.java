// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for work on a context: what reads through Hibernate needs one, and a job has none. */
final class OnContext {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private OnContext() {}

    /** Fails as the work fails, and when it takes too long. */
    static <T extends @Nullable Object> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> work.get().ifNoItem().after(LIMIT).fail());
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException("an erasure could not be carried out", failure);
        }
    }
}
