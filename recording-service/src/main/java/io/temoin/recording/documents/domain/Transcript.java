// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.RecordedCall;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a transcript. What lies in a gap of the recording is never part of it, nor is a
 * number as long as a card's.
 *
 * @param language of the words (BCP 47)
 * @param source the system that wrote them down
 */
public record Transcript(String language, String source, List<TranscriptSegment> segments) {

    /** Clocks of recorder and transcriber differ by so much. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    public Transcript {
        segments = List.copyOf(segments);
    }

    /**
     * The same transcript, as much of it as may be kept: a segment that touches a gap loses its
     * text. Rejects spans that are none, or lie outside the call.
     */
    public Transcript masked(List<TranscriptGap> gaps, RecordedCall call) {
        long lengthMs = Duration.between(call.startedAt(), call.endedAt()).plus(SLACK).toMillis();
        for (int i = 0; i < gaps.size(); i++) {
            require("/gaps/" + i, gaps.get(i).startMs(), gaps.get(i).endMs(), lengthMs);
        }
        List<TranscriptSegment> kept = new ArrayList<>(segments.size());
        for (int i = 0; i < segments.size(); i++) {
            TranscriptSegment segment = segments.get(i);
            require("/segments/" + i, segment.startMs(), segment.endMs(), lengthMs);
            kept.add(masked(segment, gaps));
        }
        return new Transcript(language, source, kept);
    }

    private static TranscriptSegment masked(TranscriptSegment segment, List<TranscriptGap> gaps) {
        return gaps.stream().anyMatch(gap -> gap.touches(segment.startMs(), segment.endMs()))
                ? segment.blank()
                : segment.withoutNumbers();
    }

    private static void require(String pointer, long startMs, long endMs, long lengthMs) {
        if (endMs <= startMs) {
            throw Rejected.at(
                    pointer + "/endMs",
                    RecordingProblem.DOCUMENT_INVALID,
                    "endMs must be later than startMs.");
        }
        if (endMs > lengthMs) {
            throw Rejected.at(
                    pointer + "/endMs",
                    RecordingProblem.DOCUMENT_INVALID,
                    "The span lies beyond the end of the recording.");
        }
    }
}
