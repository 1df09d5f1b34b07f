// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

import static io.temoin.consent.recording.domain.PurposeOutcome.Code.FORBIDDEN;
import static io.temoin.consent.rules.domain.Purpose.INSURANCE_NO_SALE;
import static io.temoin.consent.rules.domain.Purpose.INSURANCE_SALE;
import static io.temoin.consent.rules.domain.Purpose.PROSPECTING_CALL;
import static io.temoin.consent.rules.domain.Purpose.QUALITY;
import static io.temoin.consent.rules.domain.Purpose.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.temoin.consent.permission.domain.ExampleLaws;
import io.temoin.consent.recording.domain.RecordingQuestion.Answer;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.consent.rules.domain.RetentionTrigger;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.Sector;
import java.time.Period;
import java.util.Arrays;
import java.util.EnumMap;
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

class RecordingQuestionTest {

    private static final RecordingDuty INSURANCE =
            new RecordingDuty(
                    Set.of(Sector.INSURANCE),
                    List.of(
                            new RetentionPreview(
                                    INSURANCE_SALE,
                                    Period.ofYears(2),
                                    RetentionTrigger.CONTRACT_SIGNED,
                                    KeepingBound.EXACTLY),
                            new RetentionPreview(
                                    INSURANCE_NO_SALE,
                                    Period.ofMonths(1),
                                    RetentionTrigger.PROPOSAL_MADE,
                                    KeepingBound.AT_MOST)),
                    new RulePack.Announcement("FR-NOTICE-INSURANCE-1", "fr", "Cet appel est …"),
                    "C. assurances R112-7");

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

    /** A21: who refuses ends a call that the law orders to be recorded. */
    @Test
    void a21AnInsuranceCallIsRecordedOrEnds() {
        var answer =
                ask(
                        terms(RecordingMode.NOTICE_PLUS_OPTOUT),
                        Sector.INSURANCE,
                        Set.of(QUALITY),
                        Set.of(TRAINING));

        assertThat(answer.permission())
                .isEqualTo(
                        new RecordingPermission(
                                RecordingMode.MANDATORY,
                                "FR-NOTICE-INSURANCE-1",
                                List.of(INSURANCE_SALE, INSURANCE_NO_SALE),
                                INSURANCE.keeping(),
                                RecordingScope.WHOLE_CALL,
                                OnRefusal.END_CALL));
        assertThat(explanation(answer).purposes())
                .containsExactly(
                        new PurposeOutcome(INSURANCE_SALE, PurposeOutcome.Code.ORDERED),
                        new PurposeOutcome(INSURANCE_NO_SALE, PurposeOutcome.Code.ORDERED),
                        new PurposeOutcome(QUALITY, PurposeOutcome.Code.DUTY_ONLY),
                        new PurposeOutcome(TRAINING, PurposeOutcome.Code.DUTY_ONLY));
    }

    /** A21: in any other call the recording ends, not the call. */
    @Test
    void a21AnotherCallGoesOnUnrecorded() {
        var answer = ask(terms(RecordingMode.NOTICE_PLUS_OPTOUT), null, Set.of(QUALITY), Set.of());

        assertThat(answer.permission())
                .isNotNull()
                .extracting(RecordingPermission::onRefusal)
                .isEqualTo(OnRefusal.CONTINUE_UNRECORDED);
    }

    /** One end orders the recording, the other asks for a yes. */
    @Test
    void aDutyDoesNotSpareTheYes() {
        var terms = terms(RecordingMode.EXPLICIT_CONSENT);

        var unasked = ask(terms, Sector.INSURANCE, Set.of(), Set.of(INSURANCE_SALE));
        var asked =
                ask(
                        terms,
                        Sector.INSURANCE,
                        Set.of(),
                        Set.of(INSURANCE_SALE, INSURANCE_NO_SALE, PROSPECTING_CALL));

        assertThat(unasked.permission())
                .isNotNull()
                .satisfies(
                        permission -> {
                            assertThat(permission.mode()).isEqualTo(RecordingMode.MANDATORY);
                            assertThat(permission.scope()).isEqualTo(RecordingScope.FROM_NOW);
                            assertThat(permission.onRefusal()).isEqualTo(OnRefusal.END_CALL);
                        });
        assertThat(asked.permission())
                .isNotNull()
                .extracting(RecordingPermission::scope)
                .isEqualTo(RecordingScope.WHOLE_CALL);
    }

    /** Nobody can be ordered to do what is forbidden; the recording gives way. */
    @Test
    void aDutyDoesNotLiftAProhibition() {
        var answer =
                ask(terms(RecordingMode.FORBIDDEN), Sector.INSURANCE, Set.of(QUALITY), Set.of());

        assertThat(answer.permission()).isNull();
        assertThat(explanation(answer).mode()).isEqualTo(RecordingMode.FORBIDDEN);
        assertThat(explanation(answer).purposes())
                .extracting(PurposeOutcome::code)
                .containsOnly(FORBIDDEN);
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

    /** A pack that says nothing of recording names no period; only what a law orders is known. */
    @Test
    void withoutAPeriodNothingIsRecordedButByDuty() {
        var terms = terms(RecordingMode.NOTICE);

        var chosen = new RecordingQuestion(null, terms, null, Set.of(QUALITY), Set.of(), null);
        var ordered =
                new RecordingQuestion(
                        null, terms, Sector.INSURANCE, Set.of(QUALITY), Set.of(), null);

        assertThat(chosen.answer().permission()).isNull();
        assertThat(explanation(chosen.answer()).purposes()).isEmpty();
        assertThat(ordered.answer().permission())
                .isNotNull()
                .extracting(RecordingPermission::announcement)
                .isEqualTo("FR-NOTICE-INSURANCE-1");
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
                                new RulePack.Announcement("XX-1", "en", "May we …"),
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

    /** A decision of before is given again as it was. */
    @Test
    void aQuestionOfOldHasAnAnswerOfOld() {
        var answer = ask(null, Sector.INSURANCE, Set.of(QUALITY), Set.of());

        assertThat(answer)
                .isEqualTo(
                        new Answer(
                                new RecordingPermission(
                                        RecordingMode.NOTICE_PLUS_OPTOUT,
                                        "FR-NOTICE-QUALITY-1",
                                        List.of(QUALITY),
                                        List.of(
                                                new RetentionPreview(
                                                        QUALITY,
                                                        Period.ofMonths(6),
                                                        RetentionTrigger.RECORDING_ENDED,
                                                        null)),
                                        null,
                                        null),
                                null));
        assertThat(ask(null, null, Set.of(), Set.of())).isEqualTo(new Answer(null, null));
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

    @Test
    void aDutyIsForSomething() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new RecordingDuty(
                                        Set.of(),
                                        INSURANCE.keeping(),
                                        INSURANCE.announcement(),
                                        "x"));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new RecordingDuty(
                                        INSURANCE.sectors(),
                                        List.of(),
                                        INSURANCE.announcement(),
                                        "x"));
    }

    private static RecordingTerms terms(RecordingMode mode) {
        return new RecordingTerms(
                mode,
                OnRefusal.CONTINUE_UNRECORDED,
                Map.of(),
                List.of(INSURANCE),
                List.of(),
                List.of());
    }

    /** Of a pack that leaves the mode to the places. */
    private static Answer ask(
            @Nullable RecordingTerms terms,
            @Nullable Sector sector,
            Set<Purpose> drawn,
            Set<Purpose> consented) {
        var pack = Objects.requireNonNull(ExampleLaws.FR_2026.recording());
        var mode = terms == null ? pack.mode() : RecordingMode.NOTICE;
        Map<Purpose, Period> retention = new EnumMap<>(pack.retention());
        // What is no recording has no say, whatever a pack says.
        retention.put(PROSPECTING_CALL, Period.ofYears(1));
        return new RecordingQuestion(
                        new RulePack.RecordingRules(
                                mode, pack.announcement(), retention, pack.from(), pack.source()),
                        terms,
                        sector,
                        drawn,
                        consented,
                        null)
                .answer();
    }

    private static RecordingExplanation explanation(Answer answer) {
        return Objects.requireNonNull(answer.explanation());
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
