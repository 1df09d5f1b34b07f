// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import io.temoin.chassis.start.StartupCheck;
import io.temoin.recording.RecordingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What is heard is on record within half a minute, and before its listening ends. */
@ApplicationScoped
class PlaybackSettingsCheck implements StartupCheck {

    static final Duration RECORDED_WITHIN = Duration.ofSeconds(30);

    private static final String SETTINGS = "temoin.recording.playback.";

    private final RecordingConfig config;

    PlaybackSettingsCheck(RecordingConfig config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        RecordingConfig.Playback playback = config.playback();
        // One look to find that it is over, and one that comes late.
        Duration looks = playback.pollInterval().multipliedBy(2);
        Duration longest =
                Collections.max(
                        List.of(
                                playback.idleTimeout(),
                                playback.stalledAfter(),
                                playback.lostAfter()));
        if (longest.plus(looks).compareTo(RECORDED_WITHIN) > 0) {
            return Optional.of(
                    ("The longest of %sidle-timeout, stalled-after and lost-after, plus twice"
                                    + " poll-interval, must not exceed %d seconds, so that playback"
                                    + " is recorded by then.")
                            .formatted(SETTINGS, RECORDED_WITHIN.toSeconds()));
        }
        if (playback.endsBefore().compareTo(looks) < 0) {
            return Optional.of(
                    ("%sends-before must be at least twice poll-interval, so that playback is"
                                    + " recorded before the listening session ends.")
                            .formatted(SETTINGS));
        }
        return Optional.empty();
    }
}
