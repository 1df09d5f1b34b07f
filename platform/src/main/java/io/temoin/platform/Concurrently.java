// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Runs at the same time what mostly waits, such as starts and ends of processes: each on a thread
 * of its own, since the common pool of a machine with two cores has a single one.
 */
public final class Concurrently {

    private Concurrently() {}

    /** Starts one; joining it throws what it failed with, as the cause. */
    public static CompletableFuture<Void> run(Runnable step) {
        return CompletableFuture.runAsync(step, Thread::startVirtualThread);
    }

    /**
     * Runs all of them and returns when the last has ended.
     *
     * @throws java.util.concurrent.CompletionException with the failure of one of them
     */
    public static void all(Stream<Runnable> steps) {
        CompletableFuture.allOf(steps.map(Concurrently::run).toArray(CompletableFuture<?>[]::new))
                .join();
    }
}
