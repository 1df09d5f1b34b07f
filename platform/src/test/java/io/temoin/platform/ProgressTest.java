// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private Path folder;

    private long now;
    private long cpu;
    private int asked;
    private Path log;
    private Progress progress;

    @BeforeEach
    void begin() {
        log = folder.resolve("part.log");
        progress = new Progress(LIMIT, log, this::askedCpu, () -> now);
    }

    @Test
    void hasStoppedOnceItStoodStillForLongerThanTheLimit() {
        pass(LIMIT);
        assertThat(progress.hasStopped()).isFalse();

        pass(Duration.ofSeconds(1));
        assertThat(progress.hasStopped()).isTrue();
    }

    @Test
    void goesOnForAsLongAsItWritesToItsLog() throws IOException {
        for (int i = 0; i < 9; i++) {
            pass(LIMIT);
            Files.writeString(log, "line ".repeat(i + 1));
            assertThat(progress.hasStopped()).isFalse();
        }
        pass(LIMIT.plusSeconds(1));
        assertThat(progress.hasStopped()).isTrue();
    }

    /** Its log grows as well. */
    @Test
    void doesNotGoOnForeverWithAnErrorThatItRepeats() throws IOException {
        var line = "connection refused\n";
        for (int i = 0; i < 100 && !progress.hasStopped(); i++) {
            pass(LIMIT.dividedBy(2));
            Files.writeString(log, line.repeat(i + 1));
        }

        assertThat(progress.hasStopped()).isTrue();
        assertThat(Duration.ofNanos(now)).isLessThan(LIMIT.multipliedBy(11));
    }

    @Test
    void goesOnAlthoughAChildThatComputedMuchHasEnded() {
        cpu = Duration.ofMinutes(1).toNanos();
        pass(Duration.ofSeconds(1));
        assertThat(progress.hasStopped()).isFalse();
        cpu = Duration.ofSeconds(2).toNanos();
        pass(Duration.ofSeconds(1));
        assertThat(progress.hasStopped()).isFalse();

        cpu = Duration.ofSeconds(6).toNanos();
        pass(LIMIT);

        assertThat(progress.hasStopped()).isFalse();
    }

    @Test
    void goesOnForAsLongAsItComputes() {
        for (int i = 0; i < 9; i++) {
            pass(LIMIT);
            cpu += Duration.ofSeconds(4).toNanos();
            assertThat(progress.hasStopped()).isFalse();
        }
    }

    @Test
    void anIdleProcessThatTicksHasStopped() {
        for (int second = 0; second < 121; second++) {
            pass(Duration.ofSeconds(1));
            cpu += Duration.ofMillis(10).toNanos();
        }
        assertThat(progress.hasStopped()).isTrue();
    }

    /** To know what the children use, it goes through all processes of the machine. */
    @Test
    void asksForTheCpuTimeOnceASecondHoweverOftenItIsLookedAt() {
        asked = 0;
        for (int look = 0; look < 200; look++) {
            pass(Duration.ofMillis(50));
            assertThat(progress.hasStopped()).isFalse();
        }
        assertThat(asked).isEqualTo(10);
    }

    private long askedCpu() {
        asked++;
        return cpu;
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
