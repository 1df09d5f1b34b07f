// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConcurrentlyTest {

    private static final int MORE_THAN_CORES = 4 * Runtime.getRuntime().availableProcessors();

    /**
     * Each waits for all others: on a pool of threads that is as large as the machine none would
     * end.
     */
    @Test
    void allRunAtTheSameTimeHoweverFewTheCoresAre() {
        var met = new AtomicInteger();
        var barrier = new CyclicBarrier(MORE_THAN_CORES);

        Concurrently.all(
                Stream.<Runnable>generate(() -> () -> meet(barrier, met)).limit(MORE_THAN_CORES));

        assertThat(met).hasValue(MORE_THAN_CORES);
    }

    @Test
    void saysThatOneFailed() {
        assertThatThrownBy(
                        () ->
                                Concurrently.all(
                                        Stream.of(
                                                () -> {},
                                                () -> {
                                                    throw new ComponentFailure("does not stop");
                                                })))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(ComponentFailure.class);
    }

    private static void meet(CyclicBarrier barrier, AtomicInteger met) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
            met.incrementAndGet();
        } catch (InterruptedException | BrokenBarrierException | TimeoutException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
