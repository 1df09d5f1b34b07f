// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts of a document can be put right, and how. */
class CorrectionsTest {

    private static final AnalysisSheet SHEET =
            new AnalysisSheet(
                    "fr",
                    new SheetEvaluator("person-1", "voix-du-rhone", "supervisor"),
                    "agent-7",
                    List.of(
                            new SheetCriterion("GREETING", 4, 5, null),
                            new SheetCriterion("CLOSING", 2, 5, "Le client a crié.")),
                    "Appel difficile.");

    private static final Transcript TRANSCRIPT =
            new Transcript(
                    "fr",
                    "stt-1",
                    List.of(
                            TranscriptSegment.heard(0, 4_000, SpokenBy.PERSON, "J'ai 30 ans."),
                            TranscriptSegment.heard(4_000, 9_000, SpokenBy.AGENT, "Bien.")
                                    .blank()));

    @Test
    void textsOfASheetSaySomethingElseAndNothingElseChanges() {
        var corrected =
                Corrections.of(
                        SHEET,
                        List.of(
                                new CorrectedText("/criteria/1/remark", "Le client a parlé fort."),
                                new CorrectedText("/criteria/0/remark", "Bonjour dit."),
                                new CorrectedText("/summary", "Appel normal.")));

        assertThat(corrected.fields())
                .containsExactly("/criteria/1/remark", "/criteria/0/remark", "/summary");
        assertThat(corrected.content())
                .isEqualTo(
                        new AnalysisSheet(
                                "fr",
                                SHEET.evaluator(),
                                "agent-7",
                                List.of(
                                        new SheetCriterion("GREETING", 4, 5, "Bonjour dit."),
                                        new SheetCriterion(
                                                "CLOSING", 2, 5, "Le client a parlé fort.")),
                                "Appel normal."));
        assertThat(Corrections.textOf(SHEET, "/summary")).isEqualTo("Appel difficile.");
        assertThat(Corrections.textOf(SHEET, "/criteria/0/remark")).isNull();
        assertThat(Corrections.textOf(corrected.content(), "/criteria/0/remark"))
                .isEqualTo("Bonjour dit.");
    }

    @Test
    void whatWasRightIsNoCorrection() {
        assertThat(
                        Corrections.of(
                                        SHEET,
                                        List.of(new CorrectedText("/summary", "Appel difficile.")))
                                .fields())
                .isEmpty();
        assertThat(
                        Corrections.of(
                                        TRANSCRIPT,
                                        List.of(
                                                new CorrectedText(
                                                        "/segments/0/text", "J'ai 30 ans.")))
                                .fields())
                .isEmpty();
    }

    /** A22: also what is corrected is kept without numbers of cards. */
    @Test
    void a22WordsOfATranscriptAreMaskedAsBefore() {
        var corrected =
                Corrections.of(
                        TRANSCRIPT,
                        List.of(
                                new CorrectedText(
                                        "/segments/0/text", "J'ai 40 ans, 4111 1111 1111 1111.")));

        TranscriptSegment segment = Corrections.segmentOf(corrected.content(), "/segments/0/text");
        assertThat(corrected.fields()).containsExactly("/segments/0/text");
        assertThat(segment.text()).isEqualTo("J'ai 40 ans, [****].");
        assertThat(segment.masked()).isTrue();
        assertThat(corrected.content().segments().get(1)).isEqualTo(TRANSCRIPT.segments().get(1));
    }

    /** A22: a correction does not bring back what was said in a pause. */
    @Test
    void a22WhatWasLeftOutStaysLeftOut() {
        assertRejected(
                () ->
                        Corrections.of(
                                TRANSCRIPT,
                                List.of(
                                        new CorrectedText("/segments/0/text", "J'ai 40 ans."),
                                        new CorrectedText("/segments/1/text", "Le code est 12."))),
                "/values/1/pointer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/criteria/1/score",
                "/criteria/2/remark",
                "/criteria/01/remark",
                "/agent",
                "/segments/0/text",
                "/evaluator/actor"
            })
    void nothingElseOfASheetIsAText(String pointer) {
        assertRejected(
                () -> Corrections.of(SHEET, List.of(new CorrectedText(pointer, "5"))),
                "/values/0/pointer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/segments/2/text", "/segments/0/channel", "/summary", "/language"})
    void nothingElseOfATranscriptIsAText(String pointer) {
        assertRejected(
                () -> Corrections.of(TRANSCRIPT, List.of(new CorrectedText(pointer, "5"))),
                "/values/0/pointer");
    }

    @Test
    void eachTextIsCorrectedOnce() {
        List<CorrectedText> twice =
                List.of(new CorrectedText("/summary", "a"), new CorrectedText("/summary", "b"));
        assertRejected(() -> Corrections.of(SHEET, twice), "/values/1/pointer");
    }

    @Test
    void aRemarkIsAsShortAsItMayBeWhenItIsAdded() {
        List<CorrectedText> tooLong =
                List.of(new CorrectedText("/criteria/0/remark", "a".repeat(2001)));
        assertRejected(() -> Corrections.of(SHEET, tooLong), "/values/0/text");
        assertThat(
                        Corrections.of(
                                        SHEET,
                                        List.of(
                                                new CorrectedText(
                                                        "/criteria/0/remark", "a".repeat(2000)),
                                                new CorrectedText("/summary", "a".repeat(4000))))
                                .fields())
                .hasSize(2);
    }

    @Test
    void aPointerThatNoCorrectionNamedIsAMistakeOfTheProgram() {
        assertThatThrownBy(() -> Corrections.textOf(SHEET, "/agent"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Corrections.segmentOf(TRANSCRIPT, "/source"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noLogSaysTheWords() {
        assertThat(new CorrectedText("/summary", "Appel difficile.").toString())
                .contains("/summary")
                .doesNotContain("difficile");
    }

    private static void assertRejected(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable correcting, String pointer) {
        assertThatThrownBy(correcting)
                .asInstanceOf(type(Rejected.class))
                .satisfies(
                        rejected -> {
                            assertThat(rejected.code())
                                    .isEqualTo(RecordingProblem.DOCUMENT_INVALID);
                            assertThat(rejected.violations())
                                    .extracting(violation -> violation.pointer())
                                    .containsExactly(pointer);
                        });
    }
}
