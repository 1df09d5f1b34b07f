// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be in a document, and what is taken out of it before it is sealed. */
class ContentTest {

    /** A22: payment from 05:12 to 05:55. */
    private static final TranscriptGap PAYMENT = new TranscriptGap(312_000, 355_000);

    @ParameterizedTest
    @CsvSource({
        "300000, 312000, false",
        "300000, 312001, true",
        "330000, 331000, true",
        "311000, 356000, true",
        "354999, 359000, true",
        "355000, 359000, false"
    })
    void a22NothingOfAGapIsKept(long startMs, long endMs, boolean masked) {
        assertThat(masked(heard(startMs, endMs, "je vous écoute"), PAYMENT))
                .isEqualTo(
                        new TranscriptSegment(
                                startMs,
                                endMs,
                                SpokenBy.PERSON,
                                masked,
                                masked ? null : "je vous écoute"));
    }

    /** Also where nobody paused: law.md, 5(1)(c). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1111",
                "4111-1111-1111-1112",
                "4111111111111111",
                "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
                "4111, 1111, 1111, 1111",
                "٤١١١١١١١١١١١١١١١",
                "76 3000 6000 0112 3456 7890 189"
            })
    void aNumberAsLongAsACardsIsLeftOut(String number) {
        assertThat(masked(heard(0, 1_000, "le " + number + " merci")))
                .isEqualTo(
                        new TranscriptSegment(0, 1_000, SpokenBy.PERSON, true, "le [****] merci"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "06 12 34 56 78",
                "+33 6 12 34 56 78",
                "le 24/11/2026 à 10 h 05",
                "411111111111",
                "quatre mille"
            })
    void whatIsShorterStays(String text) {
        TranscriptSegment segment = heard(0, 1_000, text);
        assertThat(masked(segment)).isEqualTo(segment);
    }

    @Test
    void aSegmentOfAGapHasNoNumberToTakeOut() {
        assertThat(heard(0, 1, "x").blank().withoutNumbers()).isEqualTo(heard(0, 1, "x").blank());
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10, /segments/0/endMs",
        "11, 10, /segments/0/endMs",
        "0, 365001, /segments/0/endMs"
    })
    void aSpanThatIsNoneIsRefused(long startMs, long endMs, String pointer) {
        assertRefused(() -> masked(heard(startMs, endMs, "oui")), pointer);
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "0, 365001"})
    void aGapThatIsNoneIsRefused(long startMs, long endMs) {
        assertRefused(
                () -> masked(heard(0, 1, "oui"), new TranscriptGap(startMs, endMs)),
                "/gaps/0/endMs");
    }

    @Test
    void aSheetIsConsistent() {
        sheet(criterion("GREETING", 3, 5), criterion("CLOSING", 5, 5)).requireConsistent();
        assertRefused(
                () -> sheet(criterion("GREETING", 6, 5)).requireConsistent(), "/criteria/0/score");
        assertRefused(
                () ->
                        sheet(criterion("GREETING", 1, 5), criterion("GREETING", 2, 5))
                                .requireConsistent(),
                "/criteria/1/code");
    }

    private static void assertRefused(Runnable what, String pointer) {
        assertThatThrownBy(what::run)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> {
                            assertThat(rejected.code())
                                    .isEqualTo(RecordingProblem.DOCUMENT_INVALID);
                            assertThat(rejected.violations())
                                    .extracting(Rejected.Violation::pointer)
                                    .containsExactly(pointer);
                        });
    }

    private static TranscriptSegment heard(long startMs, long endMs, String text) {
        return TranscriptSegment.heard(startMs, endMs, SpokenBy.PERSON, text);
    }

    private static TranscriptSegment masked(TranscriptSegment segment, TranscriptGap... gaps) {
        return new Transcript("fr", "stt-1", List.of(segment))
                .masked(List.of(gaps), Documents.stored().call())
                .segments()
                .getFirst();
    }

    private static AnalysisSheet sheet(SheetCriterion... criteria) {
        return new AnalysisSheet(
                "fr",
                new SheetEvaluator("person-1", "voix-du-rhone", "supervisor"),
                Documents.AGENT,
                List.of(criteria),
                null);
    }

    private static SheetCriterion criterion(String code, int score, int maximum) {
        return new SheetCriterion(code, score, maximum, null);
    }
}
