// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.FreeValues;
import io.temoin.recording.documents.DocumentCreation.NewSheet;
import io.temoin.recording.documents.DocumentCreation.NewTranscript;
import io.temoin.recording.documents.domain.AnalysisSheet;
import io.temoin.recording.documents.domain.CorrectedText;
import io.temoin.recording.documents.domain.SheetCriterion;
import io.temoin.recording.documents.domain.SheetEvaluator;
import io.temoin.recording.documents.domain.SpokenBy;
import io.temoin.recording.documents.domain.Transcript;
import io.temoin.recording.documents.domain.TranscriptGap;
import io.temoin.recording.documents.domain.TranscriptSegment;
import io.temoin.recording.lifecycle.domain.AccessReason;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What {@link DocumentResource} is asked with. */
public final class DocumentRequests {

    private static final String CODE = "[A-Z][A-Z0-9_]{0,62}";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    private static final String REFERENCE = "[A-Za-z0-9][A-Za-z0-9._/-]{0,63}";

    /** BCP 47, without its private and rarer parts. */
    private static final String LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}";

    /** A day, in milliseconds; no call is longer. */
    private static final long DAY = 86_400_000;

    private DocumentRequests() {}

    /** Why the recording was listened to. */
    @Schema(name = "AnalysisReason")
    public record Reason(
            @NotNull AccessReason.Code code,
            @NotNull @Pattern(regexp = REFERENCE) String reference) {}

    /**
     * One criterion.
     *
     * @param code of the controller's own grid
     * @param score from 0 to {@code maximum}
     * @param remark why
     */
    @Schema(name = "NewSheetCriterion")
    public record Criterion(
            @NotNull @Pattern(regexp = CODE) String code,
            @NotNull @Min(0) @Max(1000) Integer score,
            @NotNull @Min(1) @Max(1000) Integer maximum,
            @Nullable @Size(min = 1, max = 2000) String remark) {

        SheetCriterion criterion() {
            return new SheetCriterion(code, score, maximum, remark);
        }
    }

    /**
     * An analysis sheet.
     *
     * @param purpose for which the recording was listened to: QUALITY, TRAINING or EVALUATION
     * @param agent pseudonymous id of the agent whose work it is about, as in the agent's token
     * @param language of the remarks (BCP 47)
     */
    @Schema(name = "NewAnalysisSheet")
    public record Sheet(
            @NotNull @Pattern(regexp = CODE) String purpose,
            @NotNull @Valid Reason reason,
            @NotNull @Pattern(regexp = NAME) String agent,
            @NotNull @Pattern(regexp = LANGUAGE) String language,
            @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid Criterion> criteria,
            @Nullable @Size(min = 1, max = 4000) String summary) {

        /** As it is added: who evaluated, the token says. */
        NewSheet by(Caller caller) {
            FreeValues.impersonal("/reason/reference", reason.reference());
            FreeValues.impersonal("/agent", agent);
            SheetEvaluator evaluator =
                    new SheetEvaluator(
                            caller.actor(),
                            caller.organisation(),
                            String.join(",", new TreeSet<>(caller.roles())));
            return new NewSheet(
                    new PurposeCode(purpose),
                    new AccessReason(reason.code(), reason.reference()),
                    new AnalysisSheet(
                            language,
                            evaluator,
                            agent,
                            criteria.stream().map(Criterion::criterion).toList(),
                            summary));
        }
    }

    /**
     * What was said in one span, in milliseconds from the beginning of the recording.
     *
     * @param endMs exclusive
     */
    @Schema(name = "NewTranscriptSegment")
    public record Segment(
            @NotNull @Min(0) @Max(DAY) Long startMs,
            @NotNull @Min(1) @Max(DAY) Long endMs,
            @NotNull SpokenBy channel,
            @NotNull @Size(min = 1, max = 4000) String text) {

        TranscriptSegment segment() {
            return TranscriptSegment.heard(startMs, endMs, channel, text);
        }
    }

    /**
     * A span of which nothing may be kept, such as a pause while card data was given.
     *
     * @param endMs exclusive
     */
    @Schema(name = "NewTranscriptGap")
    public record Gap(
            @NotNull @Min(0) @Max(DAY) Long startMs, @NotNull @Min(1) @Max(DAY) Long endMs) {

        TranscriptGap gap() {
            return new TranscriptGap(startMs, endMs);
        }
    }

    /**
     * What one text is to say.
     *
     * @param pointer JSON pointer into the content: {@code /summary}, {@code /criteria/0/remark} of
     *     a sheet, {@code /segments/0/text} of a transcript
     */
    @Schema(name = "DocumentCorrectionText")
    public record Text(
            @NotNull @Pattern(regexp = "(/[a-z0-9]{1,16}){1,3}") String pointer,
            @NotNull @Size(min = 1, max = 4000) String text) {}

    /**
     * What is to be put right of a document.
     *
     * @param request the open request of the person for rectification, at the rights desk
     */
    @Schema(name = "DocumentCorrection")
    public record DocumentCorrection(
            @NotNull UUID request,
            @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid Text> values) {

        List<CorrectedText> texts() {
            return values.stream()
                    .map(value -> new CorrectedText(value.pointer(), value.text()))
                    .toList();
        }
    }

    /**
     * A transcript.
     *
     * @param language of the words (BCP 47)
     * @param source the system that wrote them down
     * @param gaps spans of which nothing may be kept; an empty list says that there was no pause
     */
    @Schema(name = "NewTranscript")
    public record TranscriptBody(
            @NotNull @Pattern(regexp = LANGUAGE) String language,
            @NotNull @Pattern(regexp = NAME) String source,
            @NotNull @Size(min = 1, max = 20_000) List<@NotNull @Valid Segment> segments,
            @NotNull @Size(max = 1000) List<@NotNull @Valid Gap> gaps) {

        /** As it is added. */
        NewTranscript transcript() {
            FreeValues.impersonal("/source", source);
            return new NewTranscript(
                    new Transcript(
                            language, source, segments.stream().map(Segment::segment).toList()),
                    gaps.stream().map(Gap::gap).toList());
        }
    }
}
