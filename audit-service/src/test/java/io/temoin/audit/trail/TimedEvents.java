// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.temoin.audit.Published;
import io.temoin.audit.Space;
import java.time.Duration;
import java.time.Instant;

/** Events of a space with times after nine o'clock; their sequence is the distance from it. */
record TimedEvents(Space space) {

    static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");

    Published second(int number) {
        return cursor(event("recording-r1", "{}"), Duration.ofSeconds(number), number);
    }

    Published at(int minute, Published event) {
        return cursor(event, Duration.ofMinutes(minute), minute);
    }

    static Published event(String stream, String data) {
        return Published.event("io.temoin.recording.RecordingStored.v1", stream, data);
    }

    private Published cursor(Published event, Duration after, int sequence) {
        return space.here(event)
                .with("ce_time", NINE.plus(after).toString())
                .with("ce_sequence", Integer.toString(sequence));
    }
}
