// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.retention.engine.domain.ConflictGround;
import io.temoin.retention.engine.domain.ConflictOutcome;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.PeriodChange;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.Resolution;
import io.temoin.retention.policy.domain.AppliedLaw;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.schedule.domain.Explanation;
import io.temoin.retention.schedule.domain.KeepingCause;
import io.temoin.retention.schedule.domain.KeepingRecording;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why an item is where it is.
 *
 * @param asOf as it was known at this instant; absent if as of now
 * @param dueOn its last local day, if it has one
 * @param dueAt the end of that day
 * @param because every bound on its life
 * @param held whether a legal hold blocks its disposition
 * @param holds the ids of these holds, for the controller and the tenant's own people
 * @param frozenUntil until when an open request of the person keeps it at the latest, for the same
 * @param keptWith the recording that it stays with though its person is erased, for the same
 * @param resolution what a person decided of a conflict of texts
 * @param sentences the same, to be read from first to last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Explanation")
public record ExplanationAnswer(
        UUID id,
        @Nullable Instant asOf,
        ItemState state,
        @Nullable LocalDate dueOn,
        @Nullable Instant dueAt,
        List<Bound> because,
        boolean held,
        Set<UUID> holds,
        @Nullable Instant frozenUntil,
        @Nullable RecordingThatKeeps keptWith,
        @Nullable ConflictResolution resolution,
        @Schema(description = "In the language requested by Accept-Language, or in English.")
                List<String> sentences) {

    /**
     * A recording, and what keeps it and whatever proves that it was lawful to record.
     *
     * @param until the last day on which it keeps the item; absent while nobody knows it
     * @param reference the text that keeps the recording; absent if none does
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RecordingThatKeeps(
            UUID recording,
            KeepingCause cause,
            @Nullable LocalDate until,
            @Nullable String reference) {

        static @Nullable RecordingThatKeeps of(@Nullable KeepingRecording recording) {
            return recording == null
                    ? null
                    : new RecordingThatKeeps(
                            recording.recording(),
                            recording.cause(),
                            recording.until(),
                            recording.reference());
        }
    }

    /**
     * A decision in a conflict of texts.
     *
     * @param decidedBy role of whoever decided
     */
    public record ConflictResolution(
            ConflictOutcome outcome,
            ConflictGround ground,
            @Schema(pattern = "^[a-z][a-z-]{0,62}$") String decidedBy,
            Instant decidedAt) {

        static @Nullable ConflictResolution of(@Nullable Resolution resolution) {
            return resolution == null
                    ? null
                    : new ConflictResolution(
                            resolution.outcome(),
                            resolution.ground(),
                            resolution.decidedBy(),
                            resolution.decidedAt());
        }
    }

    /**
     * One bound: which rule of which policy, and its dates.
     *
     * @param trigger what the period runs from
     * @param from local day it runs from; absent while the trigger is not known to have happened
     * @param period ISO-8601 calendar period; absent when none is involved
     * @param until last local day of it; absent while that is open
     * @param reference the text behind the rule
     * @param change what makes it end on another day; absent if nothing does
     * @param law whose law it is; absent if it is that of the controller's own country
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Bound(
            Purpose purpose,
            Reason.Rule rule,
            int policyVersion,
            RetentionTrigger trigger,
            @Nullable LocalDate from,
            @Schema(format = "duration") @Nullable String period,
            @Nullable LocalDate until,
            String reference,
            @Nullable BoundChange change,
            @Nullable BoundLaw law) {

        static Bound of(Reason reason) {
            return new Bound(
                    reason.purpose(),
                    reason.rule(),
                    reason.policyVersion(),
                    reason.trigger(),
                    reason.from(),
                    reason.period() == null ? null : reason.period().toString(),
                    reason.until(),
                    reason.reference(),
                    BoundChange.of(reason.change()),
                    BoundLaw.of(reason.law()));
        }
    }

    /**
     * What makes a period end on another day than the one it was counted to.
     *
     * @param suspendedDays for how many days claims that have ended stopped it
     * @param suspendedSince since when an open claim has; absent if none is open
     * @param extendedOn when an authority asked for a longer one; absent if none did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BoundChange(
            int suspendedDays, @Nullable LocalDate suspendedSince, @Nullable LocalDate extendedOn) {

        static @Nullable BoundChange of(@Nullable PeriodChange change) {
            return change == null
                    ? null
                    : new BoundChange(
                            change.suspendedDays(), change.suspendedSince(), change.extendedOn());
        }
    }

    /**
     * That another country's law is applied than the one in which the controller is known to be.
     *
     * @param jurisdiction that country
     * @param established where the controller is established; absent if that is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BoundLaw(
            @Schema(pattern = "^[A-Z]{2}$") String jurisdiction,
            @Schema(pattern = "^[A-Z]{2}$") @Nullable String established) {

        static @Nullable BoundLaw of(@Nullable AppliedLaw law) {
            return law == null ? null : new BoundLaw(law.jurisdiction(), law.established());
        }
    }

    static ExplanationAnswer of(
            UUID item,
            @Nullable Instant asOf,
            Explanation explanation,
            HoldsShown holds,
            @Nullable KeepingRecording recording,
            ExplanationTexts texts) {
        return new ExplanationAnswer(
                item,
                asOf,
                explanation.state(),
                explanation.dueOn(),
                explanation.dueAt(),
                explanation.because().stream().map(Bound::of).toList(),
                holds.held(),
                holds.ids(),
                holds.frozenUntil(),
                RecordingThatKeeps.of(recording),
                ConflictResolution.of(explanation.resolution()),
                explanation.sentences().stream().map(texts::of).toList());
    }
}
