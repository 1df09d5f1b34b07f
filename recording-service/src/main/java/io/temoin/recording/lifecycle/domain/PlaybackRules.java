// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import io.temoin.recording.lifecycle.domain.Playback.Interval;
import io.temoin.recording.lifecycle.domain.Recording.Known;
import io.temoin.recording.lifecycle.domain.Recording.Unknown;
import io.temoin.recording.lifecycle.domain.RecordingCommand.RecordPlayback;
import io.temoin.recording.lifecycle.domain.RecordingEvent.PlaybackRecorded;
import java.util.List;

/** What was sent is recorded whatever became of the recording since: it may have been heard. */
final class PlaybackRules {

    private PlaybackRules() {}

    static List<RecordingEvent> record(RecordPlayback command, Recording state) {
        return switch (state) {
            case Unknown _ -> throw RecordingDecider.unknown();
            case Known known -> List.of(recorded(command, known));
        };
    }

    private static RecordingEvent recorded(RecordPlayback command, Known known) {
        RecordedCall call = known.call();
        Playback playback = command.playback();
        List<Interval> intervals = playback.intervals();
        return new PlaybackRecorded(
                known.id(),
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                playback.listening(),
                playback.id(),
                playback.purpose(),
                intervals,
                intervals.stream().mapToLong(Interval::lengthMs).sum(),
                playback.firstByteAt(),
                playback.lastByteAt(),
                playback.client(),
                playback.end(),
                playback.incomplete(),
                command.now());
    }
}
