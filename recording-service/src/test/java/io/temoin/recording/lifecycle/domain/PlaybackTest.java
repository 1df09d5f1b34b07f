// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static io.temoin.recording.lifecycle.domain.Calls.CONSENT;
import static io.temoin.recording.lifecycle.domain.Calls.CONTROLLER;
import static io.temoin.recording.lifecycle.domain.Calls.DECISION;
import static io.temoin.recording.lifecycle.domain.Calls.ID;
import static io.temoin.recording.lifecycle.domain.Calls.NOW;
import static io.temoin.recording.lifecycle.domain.Calls.SUBJECT;
import static io.temoin.recording.lifecycle.domain.Calls.erased;
import static io.temoin.recording.lifecycle.domain.Calls.registered;
import static io.temoin.recording.lifecycle.domain.Calls.stored;
import static io.temoin.recording.lifecycle.domain.Calls.uuid;
import static io.temoin.recording.lifecycle.domain.RecordingProblem.RECORDING_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.recording.lifecycle.domain.Playback.End;
import io.temoin.recording.lifecycle.domain.Playback.Interval;
import io.temoin.recording.lifecycle.domain.Playback.Part;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RecordPlayback;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PlaybackRecorded;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was sent of a recording is recorded as what may have been heard. */
class PlaybackTest {

    private static final Instant FIRST = NOW.minusSeconds(60);

    private final DeciderSpecification<RecordingCommand, Recording, RecordingEvent> recording =
            DeciderSpecification.of(new RecordingDecider(Calls.PARIS));

    @Test
    void isRecordedWithItsIntervalsAndEnds() {
        recording
                .given(registered(), stored())
                .when(new RecordPlayback(playback(), NOW))
                .then(recorded());
    }

    /** It was heard, whatever became of the recording since. */
    @Test
    void isRecordedOfARecordingThatIsGone() {
        recording
                .given(registered(), stored(), erased(1_000))
                .when(new RecordPlayback(playback(), NOW))
                .then(recorded());
    }

    @Test
    void isOfARecording() {
        recording.given().when(new RecordPlayback(playback(), NOW)).thenRejected(RECORDING_UNKNOWN);
    }

    @Test
    void countsWhatIsHeardTwiceOnce() {
        assertThat(of(part(0, 500, 0), part(200, 700, 5), part(700, 900, 6)).intervals())
                .containsExactly(new Interval(0, 900));
        assertThat(of(part(0, 900, 0), part(200, 700, 5)).intervals())
                .containsExactly(new Interval(0, 900));
    }

    @Test
    void leavesOutWhatWasNoSound() {
        assertThat(of(part(0, 0, 0)).intervals()).isEmpty();
        assertThat(of(part(0, 0, 0), part(100, 200, 1)).intervals())
                .containsExactly(new Interval(100, 200));
    }

    @Test
    void isIncompleteWhenAPartWasLost() {
        assertThat(of(part(0, 500, 0)).incomplete()).isFalse();
        assertThat(
                        of(
                                        new Part(new Interval(0, 500), FIRST, FIRST, End.LOST),
                                        part(500, 900, 5))
                                .incomplete())
                .isTrue();
    }

    @Test
    void hasAPart() {
        assertThatThrownBy(() -> of()).isInstanceOf(IllegalArgumentException.class);
    }

    private static Playback playback() {
        return of(
                part(1_000, 3_000, 10),
                part(0, 500, 0),
                new Part(
                        new Interval(2_000, 4_000),
                        FIRST.plusSeconds(12),
                        FIRST.plusSeconds(14),
                        End.CLIENT_GONE));
    }

    private static RecordingEvent recorded() {
        return new PlaybackRecorded(
                ID,
                CONTROLLER,
                SUBJECT,
                DECISION,
                CONSENT,
                uuid(5),
                uuid(14),
                PurposeCode.QUALITY,
                List.of(new Interval(0, 500), new Interval(1_000, 4_000)),
                3_500,
                FIRST,
                FIRST.plusSeconds(14),
                "ab".repeat(16),
                End.CLIENT_GONE,
                false,
                NOW);
    }

    private static Playback of(Part... parts) {
        return new Playback(
                uuid(14), uuid(5), PurposeCode.QUALITY, List.of(parts), "ab".repeat(16));
    }

    private static Part part(long fromMs, long toMs, int seconds) {
        return new Part(
                new Interval(fromMs, toMs),
                FIRST.plusSeconds(seconds),
                FIRST.plusSeconds(seconds + 1),
                End.FINISHED);
    }
}
