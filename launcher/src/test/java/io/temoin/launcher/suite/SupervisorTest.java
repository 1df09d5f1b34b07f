// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.platform.Component;
import io.temoin.platform.ComponentFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SupervisorTest {

    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void startsAPartAgainThatHasDiedAndSaysSo() throws Exception {
        // Given
        var part = new Mortal(0);

        // When
        try (var _ = Supervisor.watch(Map.of("Kafka", part), said::add)) {
            part.kill();
            assertThat(part.back.await(20, TimeUnit.SECONDS)).isTrue();
        }

        // Then
        assertThat(part.alive()).isTrue();
        assertThat(said).contains("  Kafka has stopped unexpectedly; restarting it");
    }

    @Test
    void triesAgainWhenItDoesNotComeBackAtOnce() throws Exception {
        // Given
        var part = new Mortal(1);

        // When
        try (var _ = Supervisor.watch(Map.of("Kafka", part), said::add)) {
            part.kill();
            assertThat(part.back.await(30, TimeUnit.SECONDS)).isTrue();
        }

        // Then
        assertThat(said).contains("  Kafka could not be restarted: not yet");
    }

    @Test
    void triesAgainWhateverKeptItFromComingBack() throws Exception {
        // Given
        var part = new Mortal(1, new IllegalStateException("nobody foresaw it"));

        // When
        try (var _ = Supervisor.watch(Map.of("Kafka", part), said::add)) {
            part.kill();
            assertThat(part.back.await(30, TimeUnit.SECONDS)).isTrue();
        }

        // Then
        assertThat(said)
                .contains(
                        "  Kafka could not be restarted: java.lang.IllegalStateException: nobody"
                                + " foresaw it");
    }

    @Test
    void triesAgainAlthoughItCannotBeKilled() throws Exception {
        // Given
        var part =
                new Mortal(1) {
                    @Override
                    public void kill() {
                        super.kill();
                        throw new IllegalStateException("children still run");
                    }
                };

        // When
        try (var _ = Supervisor.watch(Map.of("Kafka", part), said::add)) {
            part.close();
            assertThat(part.back.await(30, TimeUnit.SECONDS)).isTrue();
        }

        // Then
        assertThat(said)
                .contains(
                        "  Kafka could not be killed: java.lang.IllegalStateException: children"
                                + " still run");
    }

    @Test
    void leavesALivingPartAlone() {
        // Given
        var part = new Mortal(0);

        // When
        try (var _ = Supervisor.watch(Map.of("Kafka", part), said::add)) {
            assertThat(part.alive()).isTrue();
        }

        // Then
        assertThat(said).isEmpty();
    }

    /** A part that comes back after so many vain attempts. */
    private static class Mortal implements Component {

        final CountDownLatch back = new CountDownLatch(1);
        private final AtomicInteger vain;
        private final RuntimeException obstacle;
        private volatile boolean alive = true;

        Mortal(int vainAttempts) {
            this(vainAttempts, new ComponentFailure("not yet"));
        }

        Mortal(int vainAttempts, RuntimeException obstacle) {
            this.vain = new AtomicInteger(vainAttempts);
            this.obstacle = obstacle;
        }

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public boolean alive() {
            return alive;
        }

        @Override
        public void kill() {
            alive = false;
        }

        @Override
        public void restart() {
            alive = true; // also when it does not become ready
            if (vain.getAndDecrement() > 0) {
                throw obstacle;
            }
            back.countDown();
        }

        @Override
        public void close() {
            alive = false;
        }
    }
}
