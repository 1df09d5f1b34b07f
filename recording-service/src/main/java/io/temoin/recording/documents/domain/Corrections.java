// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts texts of a document right. Only what somebody wrote in words can be wrong in this way: a
 * score is an opinion, and what was left out of a transcript stays left out.
 */
public final class Corrections {

    private static final String SUMMARY = "/summary";
    private static final Pattern REMARK = Pattern.compile("/criteria/(0|[1-9][0-9]{0,2})/remark");
    private static final Pattern SEGMENT = Pattern.compile("/segments/(0|[1-9][0-9]{0,4})/text");

    /** As long as a remark may be when a sheet is added. */
    private static final int LONGEST_REMARK = 2000;

    /**
     * A content with its corrections.
     *
     * @param fields pointers of what differs from before; none when all of it was there already
     */
    public record Corrected<T>(T content, List<String> fields) {

        public Corrected {
            fields = List.copyOf(fields);
        }
    }

    private Corrections() {}

    /** Corrects a sheet; rejects what points to none of its texts. */
    public static Corrected<AnalysisSheet> of(AnalysisSheet sheet, List<CorrectedText> texts) {
        requireEachOnce(texts);
        List<String> fields = new ArrayList<>();
        List<SheetCriterion> criteria = new ArrayList<>(sheet.criteria());
        String summary = sheet.summary();
        for (int i = 0; i < texts.size(); i++) {
            CorrectedText text = texts.get(i);
            if (text.pointer().equals(SUMMARY)) {
                note(text, summary, fields);
                summary = text.text();
            } else {
                int index = index(REMARK, text, criteria.size(), i);
                requireShort(text, i);
                SheetCriterion it = criteria.get(index);
                note(text, it.remark(), fields);
                criteria.set(
                        index,
                        new SheetCriterion(it.code(), it.score(), it.maximum(), text.text()));
            }
        }
        return new Corrected<>(
                new AnalysisSheet(
                        sheet.language(), sheet.evaluator(), sheet.agent(), criteria, summary),
                fields);
    }

    /**
     * Corrects a transcript, under the rule by which it was written down: no account number is
     * kept, and nothing of a gap.
     */
    public static Corrected<Transcript> of(Transcript transcript, List<CorrectedText> texts) {
        requireEachOnce(texts);
        List<String> fields = new ArrayList<>();
        List<TranscriptSegment> segments = new ArrayList<>(transcript.segments());
        for (int i = 0; i < texts.size(); i++) {
            CorrectedText text = texts.get(i);
            int index = index(SEGMENT, text, segments.size(), i);
            TranscriptSegment before = segments.get(index);
            if (before.text() == null) {
                throw invalid(i, "What was left out of a transcript cannot be added to it.");
            }
            TranscriptSegment after = before.saying(text.text());
            if (!after.equals(before)) {
                fields.add(text.pointer());
            }
            segments.set(index, after);
        }
        return new Corrected<>(
                new Transcript(transcript.language(), transcript.source(), segments), fields);
    }

    /** A text of a sheet that a correction named; {@code null} when there is none. */
    public static @Nullable String textOf(AnalysisSheet sheet, String pointer) {
        if (pointer.equals(SUMMARY)) {
            return sheet.summary();
        }
        Matcher remark = REMARK.matcher(pointer);
        if (!remark.matches()) {
            throw new IllegalArgumentException("the pointer names no text of a sheet");
        }
        return sheet.criteria().get(Integer.parseInt(remark.group(1))).remark();
    }

    /** The segment whose text a pointer names, which a correction named before. */
    public static TranscriptSegment segmentOf(Transcript transcript, String pointer) {
        Matcher segment = SEGMENT.matcher(pointer);
        if (!segment.matches()) {
            throw new IllegalArgumentException("the pointer names no text of a transcript");
        }
        return transcript.segments().get(Integer.parseInt(segment.group(1)));
    }

    private static void note(CorrectedText text, @Nullable String before, List<String> fields) {
        if (!Objects.equals(before, text.text())) {
            fields.add(text.pointer());
        }
    }

    private static int index(Pattern pattern, CorrectedText text, int size, int position) {
        Matcher matcher = pattern.matcher(text.pointer());
        int index = matcher.matches() ? Integer.parseInt(matcher.group(1)) : size;
        if (index >= size) {
            throw invalid(position, "The pointer names no text of this document.");
        }
        return index;
    }

    private static void requireShort(CorrectedText text, int position) {
        if (text.text().length() > LONGEST_REMARK) {
            throw Rejected.at(
                    "/values/" + position + "/text",
                    RecordingProblem.DOCUMENT_INVALID,
                    "A remark has at most 2000 characters.");
        }
    }

    private static void requireEachOnce(List<CorrectedText> texts) {
        Set<String> pointers = new HashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!pointers.add(texts.get(i).pointer())) {
                throw invalid(i, "A text must be corrected only once.");
            }
        }
    }

    private static Rejected invalid(int position, String sentence) {
        return Rejected.at(
                "/values/" + position + "/pointer", RecordingProblem.DOCUMENT_INVALID, sentence);
    }
}
