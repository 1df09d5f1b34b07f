// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.store.Actor;
import io.temoin.recording.lifecycle.domain.Playback.End;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.listening.RangeTransfer.Opening;
import io.temoin.recording.listening.RangeTransfer.Progress;
import io.temoin.recording.vault.WaveFormat;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An answer goes on only while what it sends will be recorded. */
class RangeTransferTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:05:00Z");
    private static final Instant UNTIL = NOW.plusSeconds(60);
    private static final WaveFormat FORMAT = new WaveFormat(160_044, 44, 160_000, 16_000, 2);

    private int resets;
    private final RangeTransfer transfer =
            new RangeTransfer(
                    new Opening(
                            UUID.randomUUID(),
                            new TenantId("helios"),
                            new RecordingId(UUID.randomUUID()),
                            UUID.randomUUID(),
                            PurposeCode.QUALITY,
                            new Actor("somebody", "voix-du-rhone", "supervisor", "POSTE-12"),
                            "ab".repeat(16),
                            "correlation",
                            "cause",
                            UNTIL),
                    FORMAT,
                    16_044,
                    Duration.ofSeconds(5),
                    () -> resets++,
                    NOW);

    @Test
    void countsWhatIsSent() {
        assertThat(transfer.progress()).isEqualTo(new Progress(1_000, 1_000, NOW, null));
        assertThat(transfer.advance(8_000, NOW.plusSeconds(1))).isTrue();
        assertThat(transfer.progress())
                .isEqualTo(new Progress(1_000, 1_500, NOW.plusSeconds(1), null));
    }

    @Test
    void stopsWhenItsProgressIsNotSaved() {
        assertThat(transfer.advance(8_000, NOW.plusSeconds(5))).isTrue();
        assertThat(transfer.advance(8_000, NOW.plusSeconds(6))).isFalse();
        assertThat(transfer.progress())
                .isEqualTo(new Progress(1_000, 1_500, NOW.plusSeconds(5), End.SERVICE_STOPPED));
    }

    @Test
    void goesOnWhileItsProgressIsSaved() {
        transfer.saved(NOW.plusSeconds(4));
        assertThat(transfer.advance(8_000, NOW.plusSeconds(9))).isTrue();
    }

    @Test
    void stopsBeforeTheListeningEnds() {
        transfer.saved(UNTIL);
        assertThat(transfer.advance(8_000, UNTIL.minusMillis(1))).isTrue();
        assertThat(transfer.advance(8_000, UNTIL)).isFalse();
        assertThat(transfer.progress().end()).isEqualTo(End.LISTENING_OVER);
    }

    @Test
    void endsOnceAndSendsNothingAfterwards() {
        transfer.breakOff(End.RECORDING_WITHHELD);
        transfer.end(End.CLIENT_GONE);
        transfer.breakOff(End.STALLED);
        assertThat(transfer.advance(8_000, NOW)).isFalse();
        assertThat(transfer.progress())
                .isEqualTo(new Progress(1_000, 1_000, NOW, End.RECORDING_WITHHELD));
        assertThat(resets).isEqualTo(1);
    }

    @Test
    void leavesTheConnectionOfAnAnswerThatIsSent() {
        transfer.end(End.FINISHED);
        transfer.breakOff(End.LISTENING_OVER);
        assertThat(resets).isZero();
    }
}
