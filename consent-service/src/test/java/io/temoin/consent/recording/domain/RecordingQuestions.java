// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

import static io.temoin.consent.rules.domain.Purpose.INSURANCE_NO_SALE;
import static io.temoin.consent.rules.domain.Purpose.INSURANCE_SALE;
import static io.temoin.consent.rules.domain.Purpose.PROSPECTING_CALL;
import static io.temoin.consent.rules.domain.Purpose.TRAINING;

import io.temoin.consent.permission.domain.ExampleLaws;
import io.temoin.consent.recording.domain.RecordingQuestion.Answer;
import io.temoin.consent.rules.domain.Announcement;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.consent.rules.domain.RetentionTrigger;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.Sector;
import java.time.Period;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a call is recorded, asked where a law orders it of insurers. */
final class RecordingQuestions {

    static final RecordingDuty INSURANCE =
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
                    new Announcement("FR-NOTICE-INSURANCE-1", "fr", "Cet appel est …"),
                    "C. assurances R112-7");

    /** The same, with words for training beside it. */
    static final RecordingDuty TOLD_BESIDE =
            new RecordingDuty(
                    INSURANCE.sectors(),
                    INSURANCE.keeping(),
                    INSURANCE.announcement(),
                    INSURANCE.source(),
                    new Announcement(
                            "FR-NOTICE-INSURANCE-{purposes}-1",
                            "fr",
                            "Cet appel est … et pour {purposes}.",
                            "et",
                            Map.of(TRAINING, "la formation"),
                            Map.of()));

    private RecordingQuestions() {}

    /** Of a place that asks no more, and where insurers have a duty. */
    static RecordingTerms terms(RecordingMode mode) {
        return terms(mode, INSURANCE);
    }

    static RecordingTerms terms(RecordingMode mode, RecordingDuty duty) {
        return new RecordingTerms(
                mode, OnRefusal.CONTINUE_UNRECORDED, Map.of(), List.of(duty), List.of(), List.of());
    }

    /** Of a pack that leaves the mode to the places. */
    static Answer ask(
            RecordingTerms terms,
            @Nullable Sector sector,
            Set<Purpose> drawn,
            Set<Purpose> consented) {
        var pack = Objects.requireNonNull(ExampleLaws.FR_2026.recording());
        Map<Purpose, Period> retention = new EnumMap<>(pack.retention());
        // What is no recording has no say, whatever a pack says.
        retention.put(PROSPECTING_CALL, Period.ofYears(1));
        return new RecordingQuestion(
                        new RulePack.RecordingRules(
                                RecordingMode.NOTICE,
                                pack.announcement(),
                                retention,
                                pack.from(),
                                pack.source()),
                        terms,
                        sector,
                        drawn,
                        consented,
                        null)
                .answer();
    }

    static RecordingExplanation explanation(Answer answer) {
        return Objects.requireNonNull(answer.explanation());
    }
}
