// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import static io.temoin.audit.intake.domain.MappedEvents.NOW;
import static io.temoin.audit.intake.domain.MappedEvents.event;
import static io.temoin.audit.intake.domain.MappedEvents.what;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a certificate of erasure proves is what the leaf of the entry commits to. */
class DestructionFactsTest {

    private static final Map<String, List<String>> CONFIRMED =
            Map.of(
                    "order", List.of("o1"),
                    "basis", List.of("PURPOSE_FULFILLED"),
                    "erasedAt", List.of("2026-11-24T23:10:02Z"),
                    "because.purpose", List.of("QUALITY", "TRAINING"),
                    "because.rule", List.of("PURPOSE_FULFILLED", "PURPOSE_FULFILLED"),
                    "because.policyVersion", List.of("1", "1"),
                    "because.reference", List.of("CNIL, durées", "CNIL, durées"),
                    "evidence.keyId", List.of("k1"),
                    "evidence.keyScope", List.of("RECORDING"),
                    "evidence.horizon", List.of("2027-01-07T08:00:00Z"));

    @Test
    void areWhatWasDestroyedByWhichRuleAndUntilWhenABackupHoldsTheKey() {
        assertThat(what("retention", "DispositionConfirmed", CONFIRMED).because())
                .containsExactly(
                        "bound=PURPOSE_FULFILLED|QUALITY|v1|CNIL, durées",
                        "bound=PURPOSE_FULFILLED|TRAINING|v1|CNIL, durées",
                        "erasedAt=2026-11-24T23:10:02Z",
                        "horizon=2027-01-07T08:00:00Z",
                        "key=k1",
                        "keyScope=RECORDING",
                        "policyVersion=1",
                        "purpose=QUALITY",
                        "purpose=TRAINING",
                        "reference=CNIL, durées",
                        "rule=PURPOSE_FULFILLED");
        assertThat(what("retention", "ErasedWithoutOrder", CONFIRMED).because())
                .contains("horizon=2027-01-07T08:00:00Z", "key=k1");
    }

    /** Two texts, two rules: which text is behind which rule, the log commits to as well. */
    @Test
    void sayWhichTextIsBehindWhichRule() {
        assertThat(
                        DestructionFacts.of(
                                bounds(List.of("PURPOSE_PERIOD", "OBJECTED"), List.of("B", "A"))))
                .contains("bound=OBJECTED|TRAINING|v1|A", "bound=PURPOSE_PERIOD|QUALITY|v3|B");
    }

    /** The paths do not tell which of the bounds it is that lacks a text. */
    @Test
    void sayNothingOfWhatBelongsTogetherWhereAPartIsMissing() {
        assertThat(DestructionFacts.of(bounds(List.of("PURPOSE_PERIOD", "OBJECTED"), List.of("A"))))
                .contains("reference=A", "rule=OBJECTED", "rule=PURPOSE_PERIOD")
                .noneMatch(fact -> fact.startsWith("bound="));
    }

    private static Facts bounds(List<String> rules, List<String> references) {
        return new Facts(
                Map.of(
                        "because.rule",
                        rules,
                        "because.purpose",
                        List.of("QUALITY", "TRAINING"),
                        "because.policyVersion",
                        List.of("3", "1"),
                        "because.reference",
                        references));
    }

    /** Of a version without certificates. */
    @Test
    void ofAnOlderEventAreWhatItSays() {
        var older =
                Map.of(
                        "order", List.of("o1"),
                        "evidence.keyFingerprint", List.of("2c26"),
                        "evidence.bytes", List.of("5"));
        assertThat(what("retention", "DispositionConfirmed", older).because())
                .containsExactly("bytes=5", "keyFingerprint=2c26");
    }

    @Test
    void ofAnErasedRecordingFollowItsGround() {
        var erased =
                Map.of(
                        "basis", List.of("PERIOD_ENDED"),
                        "evidence.bytes", List.of("5"),
                        "evidence.horizon", List.of("2027-01-07T08:00:00Z"));
        assertThat(what("recording", "RecordingErased", erased).because())
                .containsExactly("PERIOD_ENDED", "bytes=5", "horizon=2027-01-07T08:00:00Z");
    }

    /** A policy's text must not keep the confirmation out of the trail. */
    @Test
    void holdTheBeginningOfATextThatIsTooLongForAnEntry() {
        var because =
                what(
                                "retention",
                                "DispositionConfirmed",
                                Map.of("because.reference", List.of("x".repeat(2_000))))
                        .because();
        assertThat(because).singleElement().asString().endsWith("x…").hasSizeLessThan(800);
    }

    /** By the order, everything of one disposition is found. */
    @Test
    void haveTheGroundAndTheOrderAsTheReason() {
        assertThat(reason("recording", "RecordingErased", CONFIRMED))
                .isEqualTo(new StatedReason("PURPOSE_FULFILLED", "o1"));
        assertThat(reason("retention", "DispositionOrdered", CONFIRMED))
                .isEqualTo(new StatedReason("PURPOSE_FULFILLED", "o1"));
        assertThat(reason("retention", "DispositionConfirmed", CONFIRMED))
                .isEqualTo(new StatedReason("PURPOSE_FULFILLED", "o1"));
        assertThat(reason("retention", "DispositionConfirmed", Map.of("order", List.of("o1"))))
                .isEqualTo(new StatedReason("ORDERED", "o1"));
        assertThat(reason("retention", "ErasedWithoutOrder", Map.of())).isNull();
        assertThat(reason("consent", "ConsentGiven", CONFIRMED)).isNull();
    }

    private static @Nullable StatedReason reason(
            String service, String name, Map<String, List<String>> facts) {
        return EntryMapping.entryOf(event(service, name, "item-r1", facts), NOW).why().reason();
    }
}
