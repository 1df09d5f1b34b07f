// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private final InFlight requests = new InFlight();

    @Test
    void eachHolderHasSoManyAndOneMoreWhenOneEnds() {
        assertThat(requests.begin("lea", 2)).isTrue();
        assertThat(requests.begin("lea", 2)).isTrue();
        assertThat(requests.begin("lea", 2)).isFalse();
        assertThat(requests.begin("diane", 2)).isTrue();

        requests.end("lea");

        assertThat(requests.begin("lea", 2)).isTrue();
    }

    @Test
    void zeroIsNoLimit() {
        assertThat(IntStream.range(0, 100).allMatch(_ -> requests.begin("lea", 0))).isTrue();
    }

    @Test
    void forgetsWhoHasNoneAndNeverGivesMoreThanSoMany() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(
                            IntStream.range(0, 2_000)
                                    .mapToObj(
                                            _ ->
                                                    CompletableFuture.runAsync(
                                                            () -> use(now, most), threads))
                                    .toArray(CompletableFuture<?>[]::new))
                    .join();
        }

        assertThat(most.get()).isBetween(1, 3);
        assertThat(requests.holders()).isZero();
    }

    private void use(AtomicInteger now, AtomicInteger most) {
        if (requests.begin("lea", 3)) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.yield();
            now.decrementAndGet();
            requests.end("lea");
        }
    }
}
