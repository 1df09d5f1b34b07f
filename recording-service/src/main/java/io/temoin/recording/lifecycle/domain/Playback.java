// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * What was sent of a recording in one listening, without a pause.
 *
 * @param listening the grant it was sent under
 * @param purpose of that grant
 * @param parts what each request was sent, in any order
 * @param client keyed pseudonym of the network address
 */
public record Playback(
        UUID id, UUID listening, PurposeCode purpose, List<Part> parts, String client) {

    /** Why the sending ended. */
    public enum End {
        /** All that was asked for was sent. */
        FINISHED,
        /** The client closed the connection. */
        CLIENT_GONE,
        /** The client took no more bytes. */
        STALLED,
        /** The listening came to its end. */
        LISTENING_OVER,
        /** The recording was quarantined or erased meanwhile. */
        RECORDING_WITHHELD,
        /** The service stopped, or could not go on. */
        SERVICE_STOPPED,
        /** The service died; nobody knows more. */
        LOST
    }

    /** A span of the audio, in milliseconds from its beginning; the end is exclusive. */
    public record Interval(long fromMs, long toMs) {

        long lengthMs() {
            return toMs - fromMs;
        }
    }

    /** What one request was sent. */
    public record Part(Interval sent, Instant firstByteAt, Instant lastByteAt, End end) {}

    public Playback {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a playback without a part is none");
        }
    }

    /** The spans that were sent, in order; what touches or overlaps is one. */
    List<Interval> intervals() {
        List<Interval> sorted =
                parts.stream()
                        .map(Part::sent)
                        .filter(sent -> sent.lengthMs() > 0)
                        .sorted(Comparator.comparingLong(Interval::fromMs))
                        .toList();
        List<Interval> merged = new ArrayList<>();
        for (Interval next : sorted) {
            Interval last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && next.fromMs() <= last.toMs()) {
                merged.removeLast();
                merged.add(new Interval(last.fromMs(), Math.max(last.toMs(), next.toMs())));
            } else {
                merged.add(next);
            }
        }
        return List.copyOf(merged);
    }

    Instant firstByteAt() {
        return parts.stream().map(Part::firstByteAt).min(Comparator.naturalOrder()).orElseThrow();
    }

    Instant lastByteAt() {
        return last().lastByteAt();
    }

    /** Why the part that ended last did. */
    End end() {
        return last().end();
    }

    /** Whether more may have been sent than is known. */
    boolean incomplete() {
        return parts.stream().anyMatch(part -> part.end() == End.LOST);
    }

    private Part last() {
        return parts.stream().max(Comparator.comparing(Part::lastByteAt)).orElseThrow();
    }
}
