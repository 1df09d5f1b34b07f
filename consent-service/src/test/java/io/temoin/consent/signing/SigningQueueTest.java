// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.temoin.chassis.requests.TooManyRequests;
import io.temoin.shredding.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SigningQueueTest {

    private static final int PERMITS = 18;
    private static final TenantId HELIOS = new TenantId("helios");

    private final SigningQueue queue = new SigningQueue(PERMITS);

    @Test
    void aTenantHasNeverMoreThanHalf() {
        assertThat(takeAll(queue, HELIOS)).hasSize(PERMITS / 2);
        assertThat(takeAll(new SigningQueue(1), HELIOS)).hasSize(1);
    }

    @Test
    void isRefusedAsRequestsInProgressAre() {
        takeAll(queue, HELIOS);

        assertThatExceptionOfType(TooManyRequests.class)
                .isThrownBy(() -> queue.acquire(HELIOS))
                .satisfies(
                        refusal -> {
                            assertThat(refusal.code()).isEqualTo("too-many-requests");
                            assertThat(refusal.headers()).containsOnly(entry("Retry-After", "1"));
                        });
    }

    @Test
    void whoeverComesNextHasAPlaceUntilAllAreTaken() {
        List<Integer> shares =
                IntStream.range(0, 5)
                        .mapToObj(number -> takeAll(queue, new TenantId("tenant-" + number)).size())
                        .toList();

        assertThat(shares).containsExactly(9, 5, 2, 1, 1);
        assertThatThrownBy(() -> queue.acquire(HELIOS)).isInstanceOf(SigningQueue.Full.class);
    }

    @Test
    void aPermitIsReleasedOnce() {
        List<SigningQueue.Permit> taken = takeAll(queue, HELIOS);

        taken.getFirst().release();
        taken.getFirst().release();

        assertThat(takeAll(queue, HELIOS)).hasSize(1);
    }

    @Test
    void countsWhatManyTakeAtOnce() {
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

        assertThat(most.get()).isBetween(1, PERMITS / 2);
        assertThat(takeAll(queue, HELIOS)).hasSize(PERMITS / 2);
    }

    private void use(AtomicInteger now, AtomicInteger most) {
        try {
            SigningQueue.Permit permit = queue.acquire(HELIOS);
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.yield();
            now.decrementAndGet();
            permit.release();
        } catch (TooManyRequests | SigningQueue.Full _) {
            Thread.yield(); // as it should: the next one tries its luck
        }
    }

    /** All that this tenant gets now. */
    private static List<SigningQueue.Permit> takeAll(SigningQueue queue, TenantId tenant) {
        List<SigningQueue.Permit> taken = new ArrayList<>();
        try {
            while (true) {
                taken.add(queue.acquire(tenant));
            }
        } catch (TooManyRequests | SigningQueue.Full _) {
            return taken;
        }
    }
}
