// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is refused before the brokers are asked. */
class RewindConsumersCommandTest {

    private static final Instant BACKUP = Instant.parse("2026-11-29T02:00:00Z");

    @Test
    void refusesABackupOfTheFuture() {
        assertThatThrownBy(() -> rewind(Duration.ofHours(24), BACKUP.minusSeconds(1)))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("is in the future");
    }

    @Test
    void refusesToGoForward() {
        assertThatThrownBy(() -> rewind(Duration.ofHours(-24), BACKUP))
                .isInstanceOf(CannotRun.class)
                .hasMessage("--margin must not be negative.");
    }

    private static void rewind(Duration margin, Instant now) {
        RewindConsumersCommand.rewind(
                new Installation(ServiceName.RECORDING, Map.of()),
                BACKUP,
                margin,
                now,
                new PrintWriter(new StringWriter()));
    }
}
