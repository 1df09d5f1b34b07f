// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * One step of reading or writing that runs while its owner does something else, in a thread of its
 * own. Used by one thread.
 */
final class BackgroundStep<T> {

    private final FutureTask<T> task;
    private final Thread thread;

    private BackgroundStep(FutureTask<T> task, Thread thread) {
        this.task = task;
        this.thread = thread;
    }

    static <T> BackgroundStep<T> start(String name, Callable<T> step) {
        FutureTask<T> task = new FutureTask<>(step);
        return new BackgroundStep<>(task, Thread.ofVirtual().name(name).start(task));
    }

    /** Waits for the result; fails as the step did. */
    T await() throws IOException {
        try {
            return task.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a step");
        } catch (ExecutionException failed) {
            throw asIs(failed.getCause());
        }
    }

    private static IOException asIs(@Nullable Throwable cause) {
        return switch (cause) {
            case IOException failure -> failure;
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case null, default -> throw new IllegalStateException(cause);
        };
    }

    /**
     * Waits until it is over, however it ended: nothing that it used is used afterwards. An
     * interruption does not shorten this, but is kept.
     */
    void awaitEnd() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
