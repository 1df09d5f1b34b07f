// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CheckpointTailTest {

    private static final long SECOND = 1_000_000_000L;
    private static final URI LOG = URI.create("http://127.0.0.1/v1/logs/a");

    private static String note(long size, String signature) {
        return "bench.example/log\n" + size + "\nroot\n\n— " + signature + "\n";
    }

    @Test
    void anEntryIsUnderTheFirstCheckpointThatIsLargerThanItsIndex() {
        // Given
        CheckpointTail tail = CheckpointTail.of(LOG, _ -> true);
        tail.shown(note(3, "log"), 10 * SECOND);
        tail.shown(note(3, "log"), 11 * SECOND);
        tail.shown(note(5, "log"), 12 * SECOND);

        // When / Then
        assertThat(tail.seconds(Map.of("a", 9 * SECOND), Map.of("a", 2L))).containsExactly(1.0);
        assertThat(tail.seconds(Map.of("a", 9 * SECOND), Map.of("a", 3L))).containsExactly(3.0);
    }

    @Test
    void aCheckpointThatDoesNotCountIsNotSeenUntilItDoes() {
        // Given
        CheckpointTail tail = CheckpointTail.of(LOG, note -> note.contains("witness"));
        tail.shown(note(3, "log"), 10 * SECOND);
        tail.shown(note(3, "log, witness"), 14 * SECOND);

        // When / Then
        assertThat(tail.seconds(Map.of("a", 9 * SECOND), Map.of("a", 0L))).containsExactly(5.0);
    }

    @Test
    void anEntryThatIsLostFailsTheFigure() {
        // Given
        CheckpointTail tail = CheckpointTail.of(LOG, _ -> true);
        tail.shown(note(3, "log"), 10 * SECOND);

        // When / Then
        assertThatThrownBy(() -> tail.seconds(Map.of("a", 1L), Map.of("a", 3L)))
                .isInstanceOf(LoadFailure.class);
        assertThatThrownBy(() -> tail.seconds(Map.of("a", 1L), Map.of()))
                .isInstanceOf(LoadFailure.class);
    }
}
