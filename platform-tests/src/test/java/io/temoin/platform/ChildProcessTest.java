// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A part that does not become ready is told of in a sentence, with what it said last. */
@Timeout(120)
class ChildProcessTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final String TWENTY_LINES =
            "i=1; while [ $i -le 20 ]; do echo \"line $i.\"; i=$((i+1)); done; ";

    @TempDir private Path folder = Path.of("");

    private @Nullable ChildProcess process;

    @AfterEach
    void stop() {
        if (process != null) {
            process.stop(GRACE);
        }
    }

    @Test
    void thatEndsWhileStartingIsToldOfWithItsLastLines() {
        ChildProcess part = start(TWENTY_LINES + "exit 3");

        assertThatThrownBy(() -> part.await(LIMIT, () -> false))
                .isInstanceOf(ComponentFailure.class)
                .hasMessageContainingAll(
                        "A part ended with code 3 while starting; the end of ",
                        part.log().toString(),
                        "line 6.\n",
                        "line 20.")
                .hasMessageNotContaining("line 5.");
    }

    @Test
    void thatStandsStillIsToldOfWithItsLastLines() {
        ChildProcess part = start(TWENTY_LINES + "exec sleep 100");

        assertThatThrownBy(() -> part.await(LIMIT, () -> false))
                .isInstanceOf(ComponentFailure.class)
                .hasMessageContainingAll(
                        "A part is not ready after ",
                        "it last wrote to its log or used the CPU 2 s ago",
                        "line 20.");
        assertThat(part.alive()).isTrue();
    }

    @Test
    void aCommandThatStandsStillIsKilledAndToldOfWithItsLastLines() {
        ChildProcess part = start(TWENTY_LINES + "exec sleep 100");

        assertThatThrownBy(() -> part.awaitSuccess(LIMIT))
                .isInstanceOf(ComponentFailure.class)
                .hasMessageContainingAll("A part has not finished after ", "line 20.");
        assertThat(part.alive()).isFalse();
    }

    @Test
    void aCommandThatGoesOnIsWaitedForHoweverLongItTakes() {
        start("i=1; while [ $i -le 30 ]; do echo $i; sleep 0.2; i=$((i+1)); done")
                .awaitSuccess(LIMIT);
    }

    /** For many times as long as it may stand still. */
    @Test
    void thatGoesOnIsWaitedForHoweverLongItTakes() {
        Path ready = folder.resolve("ready");
        ChildProcess part =
                start(
                        "i=1; while [ $i -le 30 ]; do echo $i; sleep 0.2; i=$((i+1)); done; touch "
                                + ready
                                + "; exec sleep 100");

        part.await(LIMIT, () -> Files.exists(ready));

        assertThat(part.alive()).isTrue();
    }

    private ChildProcess start(String script) {
        ChildProcess part =
                ChildProcess.start(
                        "A part",
                        List.of("sh", "-c", script),
                        Map.of(),
                        folder.resolve("part.log"));
        process = part;
        return part;
    }
}
