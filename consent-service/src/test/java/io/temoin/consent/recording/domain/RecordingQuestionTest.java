// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

import static io.temoin.consent.recording.domain.RecordingQuestions.ask;
import static io.temoin.consent.recording.domain.RecordingQuestions.explanation;
import static io.temoin.consent.recording.domain.RecordingQuestions.terms;
import static io.temoin.consent.rules.domain.Purpose.PROSPECTING_CALL;
import static io.temoin.consent.rules.domain.Purpose.QUALITY;
import static io.temoin.consent.rules.domain.Purpose.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.ExampleLaws;
import io.temoin.consent.recording.domain.RecordingQuestion.Answer;
import io.temoin.consent.rules.domain.Announcement;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.consent.rules.domain.RetentionTrigger;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.Sector;
import java.time.Period;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a call is recorded for, of what was drawn and agreed to. */
class RecordingQuestionTest {

    /** What was drawn and agreed to, against what the laws ask. */
    @ParameterizedTest(name = "{0}, drawn {1}, agreed {2}: {3} {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "NOTICE,             -,                -,        -,                -,          NOT_DRAWN NOT_DRAWN",
                "NOTICE_PLUS_OPTOUT, QUALITY,          -,        QUALITY,          SAMPLE,     DRAWN NOT_DRAWN",
                "NOTICE_PLUS_OPTOUT, -,                TRAINING, TRAINING,         WHOLE_CALL, NOT_DRAWN CONSENTED",
                "NOTICE_PLUS_OPTOUT, QUALITY TRAINING, TRAINING, QUALITY TRAINING, WHOLE_CALL, DRAWN CONSENTED",
                "EXPLICIT_CONSENT,   -,                -,        -,                -,          NOT_DRAWN NOT_DRAWN",
                "EXPLICIT_CONSENT,   QUALITY,          -,        QUALITY,          FROM_NOW,   AFTER_YES NOT_DRAWN",
                "EXPLICIT_CONSENT,   QUALITY,          QUALITY,  QUALITY,          WHOLE_CALL, CONSENTED NOT_DRAWN",
                "EXPLICIT_CONSENT,   QUALITY TRAINING, TRAINING, TRAINING,         WHOLE_CALL, NO_CONSENT CONSENTED",
                "EXPLICIT_CONSENT,   -,                TRAINING, TRAINING,         WHOLE_CALL, NOT_DRAWN CONSENTED",
                "FORBIDDEN,          QUALITY,          QUALITY,  -,                -,          FORBIDDEN FORBIDDEN"
            })
    void recordsWhatTheLawAndThePersonAllow(
            RecordingMode mode,
            @Nullable String drawn,
            @Nullable String agreed,
            @Nullable String recorded,
            @Nullable RecordingScope scope,
            String why) {
        var answer = ask(terms(mode), Sector.OTHER, purposes(drawn), purposes(agreed));

        var permission = answer.permission();
        assertThat(permission == null ? Set.of() : Set.copyOf(permission.purposes()))
                .isEqualTo(purposes(recorded));
        assertThat(permission == null ? null : permission.scope()).isEqualTo(scope);
        assertThat(permission != null && permission.awaitsYes())
                .isEqualTo(scope == RecordingScope.FROM_NOW);
        assertThat(explanation(answer).purposes())
                .extracting(PurposeOutcome::code)
                .extracting(Enum::name)
                .containsExactly(why.split(" ", -1));
        assertThat(explanation(answer).mode()).isEqualTo(mode.strictest(RecordingMode.NOTICE));
    }

    @ParameterizedTest
    @CsvSource({"P1M, P1M", "P30D, P30D", "P1Y, P6M", "P6M, P6M"})
    void theShortestPeriodCounts(Period ofThePlace, Period expected) {
        var terms =
                new RecordingTerms(
                        RecordingMode.NOTICE,
                        OnRefusal.CONTINUE_UNRECORDED,
                        Map.of(QUALITY, ofThePlace),
                        List.of(),
                        List.of(),
                        List.of());

        var answer = ask(terms, null, Set.of(QUALITY, TRAINING), Set.of());

        assertThat(answer.permission())
                .isNotNull()
                .extracting(RecordingPermission::retention)
                .isEqualTo(
                        List.of(
                                new RetentionPreview(
                                        QUALITY,
                                        expected,
                                        RetentionTrigger.RECORDING_ENDED,
                                        KeepingBound.AT_MOST),
                                new RetentionPreview(
                                        TRAINING,
                                        Period.ofMonths(6),
                                        RetentionTrigger.RECORDING_ENDED,
                                        KeepingBound.AT_MOST)));
    }

    /** What the controller has not activated is not recorded, whatever the person agreed to. */
    @ParameterizedTest(name = "active {0}, spent {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-,                -,       NOT_ACTIVE NOT_ACTIVE",
                "QUALITY,          -,       DRAWN NOT_ACTIVE",
                "TRAINING,         -,       NOT_ACTIVE CONSENTED",
                "QUALITY TRAINING, QUALITY, BUDGET_SPENT CONSENTED",
                "QUALITY TRAINING, TRAINING, DRAWN CONSENTED"
            })
    void recordsForActivePurposesOnly(@Nullable String active, @Nullable String spent, String why) {
        var pack = ExampleLaws.FR_2026.recording();

        var answer =
                new RecordingQuestion(
                                pack,
                                terms(RecordingMode.NOTICE),
                                null,
                                Set.of(QUALITY),
                                Set.of(TRAINING),
                                new RecordingQuestion.Plan(purposes(active), purposes(spent)))
                        .answer();

        assertThat(explanation(answer).purposes())
                .extracting(PurposeOutcome::code)
                .extracting(Enum::name)
                .containsExactly(why.split(" ", -1));
    }

    /** Of two packs the stricter way, for what both name, and for the shorter time. */
    @Test
    void takesThePacksOfACallAsOne() {
        var rules = Objects.requireNonNull(ExampleLaws.FR_2026.recording());
        var explicit =
                ExampleLaws.recordingBy(
                        "9.9",
                        new RulePack.RecordingRules(
                                RecordingMode.EXPLICIT_CONSENT,
                                new Announcement("XX-1", "en", "May we …"),
                                Map.of(QUALITY, Period.ofMonths(1)),
                                rules.from(),
                                rules.source()));

        for (var packs :
                List.of(
                        List.of(ExampleLaws.FR_2026, explicit),
                        List.of(explicit, ExampleLaws.FR_2026))) {
            assertThat(OwnRules.strictest(packs))
                    .isNotNull()
                    .satisfies(
                            own -> {
                                assertThat(own.mode()).isEqualTo(RecordingMode.EXPLICIT_CONSENT);
                                assertThat(own.announcement().id()).isEqualTo("XX-1");
                                assertThat(own.retention())
                                        .isEqualTo(Map.of(QUALITY, Period.ofMonths(1)));
                            });
        }
        var house = ExampleLaws.houseRules(ExampleLaws.FR_2026);
        assertThat(OwnRules.strictest(List.of(ExampleLaws.FR_2026, house)))
                .as("house rules have no say in it")
                .isEqualTo(ExampleLaws.FR_2026.recording());
        assertThat(OwnRules.strictest(List.of())).isNull();
        assertThat(
                        OwnRules.strictest(
                                List.of(ExampleLaws.FR_2026, ExampleLaws.recordingBy("9.8", null))))
                .isNull();
    }

    /** Neither a draw nor a law widens what another law allows. */
    @Test
    void aStricterLawNeverRecordsMore() {
        long seed = 20_261_125L;
        for (int round = 0; round < 2_000; round++) {
            var random = new Random(seed + round);
            var drawn = some(random);
            var agreed = some(random);
            var modes = RecordingMode.values();
            var one = modes[random.nextInt(modes.length - 1)];
            var other = modes[random.nextInt(modes.length - 1)];
            var alone = recorded(ask(terms(one), null, drawn, agreed));
            var both = recorded(ask(terms(one.strictest(other)), null, drawn, agreed));
            assertThat(alone).as("seed %d", seed + round).containsAll(both);
            assertThat(recorded(ask(terms(one), null, drawn, agreed)))
                    .as("seed %d", seed + round)
                    .isSubsetOf(union(drawn, agreed));
        }
    }

    @ParameterizedTest
    @EnumSource(PurposeOutcome.Code.class)
    void everyOutcomeHasASentence(PurposeOutcome.Code code) {
        assertThat(code.detail()).endsWith(".");
    }

    private static Set<Purpose> recorded(Answer answer) {
        var permission = answer.permission();
        return permission == null ? Set.of() : Set.copyOf(permission.purposes());
    }

    private static Set<Purpose> some(Random random) {
        Set<Purpose> some = EnumSet.noneOf(Purpose.class);
        for (var purpose : List.of(QUALITY, TRAINING, PROSPECTING_CALL)) {
            if (random.nextBoolean()) {
                some.add(purpose);
            }
        }
        return some;
    }

    private static Set<Purpose> union(Set<Purpose> some, Set<Purpose> others) {
        Set<Purpose> union = EnumSet.noneOf(Purpose.class);
        union.addAll(some);
        union.addAll(others);
        return union;
    }

    private static Set<Purpose> purposes(@Nullable String names) {
        return names == null
                ? Set.of()
                : Arrays.stream(names.split(" ", -1))
                        .map(Purpose::valueOf)
                        .collect(Collectors.toUnmodifiableSet());
    }
}
