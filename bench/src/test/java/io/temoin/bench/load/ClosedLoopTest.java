// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class ClosedLoopTest {

    private static final long MILLISECOND = 1_000_000;

    /** Waits a millisecond, and counts. */
    private record Waiting(AtomicInteger opened, AtomicInteger asked, AtomicInteger closed)
            implements ClosedLoop.Client {

        Waiting() {
            this(new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
        }

        Waiting open() {
            opened.incrementAndGet();
            return this;
        }

        @Override
        public String ask(SplittableRandom random) {
            LockSupport.parkNanos(MILLISECOND);
            return asked.incrementAndGet() % 2 == 0 ? "even" : "odd";
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @Test
    void everyQuestionIsTimedOnceAndEveryClientClosed() {
        // Given
        Waiting client = new Waiting();

        // When
        ClosedLoop.Times times = ClosedLoop.run(3, Duration.ofMillis(100), client::open);

        // Then
        assertThat(client.opened().get()).isEqualTo(3);
        assertThat(client.closed().get()).isEqualTo(3);
        assertThat(times.count()).isEqualTo(client.asked().get()).isPositive();
        assertThat(times.percentile(1)).isGreaterThanOrEqualTo(1);
    }

    @Test
    void kindsAreToldApart() {
        ClosedLoop.Times times =
                new ClosedLoop.Times(
                        Map.of("fast", List.of(1.0, 2.0), "slow", List.of(50.0, 100.0)));

        assertThat(times.percentile("fast", 99)).isEqualTo(2);
        assertThat(times.percentile("slow", 50)).isEqualTo(50);
        assertThat(times.percentile(99)).isEqualTo(100);
        assertThat(times.count()).isEqualTo(4);
    }

    @Test
    void oneFailureFailsTheFigure() {
        AtomicInteger clients = new AtomicInteger();

        assertThatThrownBy(
                        () ->
                                ClosedLoop.run(
                                        2,
                                        Duration.ofMillis(20),
                                        () -> {
                                            if (clients.incrementAndGet() == 2) {
                                                throw new IOException("no connection");
                                            }
                                            return new Waiting();
                                        }))
                .isInstanceOf(LoadFailure.class);
    }
}
