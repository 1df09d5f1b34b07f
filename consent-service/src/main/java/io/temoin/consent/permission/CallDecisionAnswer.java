// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.consent.explanation.Explanations;
import io.temoin.consent.explanation.ReaderLanguage;
import io.temoin.consent.permission.domain.CallCircumstances;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.recording.domain.KeepingBound;
import io.temoin.consent.recording.domain.OnRefusal;
import io.temoin.consent.recording.domain.PurposeOutcome;
import io.temoin.consent.recording.domain.RecordingExplanation;
import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.recording.domain.RecordingScope;
import io.temoin.consent.recording.domain.RetentionPreview;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.consent.rules.domain.RetentionTrigger;
import io.temoin.consent.rules.domain.RuleSet;
import io.temoin.consent.rules.domain.Warning;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The answer. An allowed call has {@code startBy}; one to be recorded also has a receipt. */
@Schema(
        name = "CallDecision",
        requiredProperties = {"id", "verdict", "reasons", "warnings", "subject", "decidedAt"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallDecisionAnswer(
        UUID id,
        Verdict verdict,
        List<Why> reasons,
        List<Warning> warnings,
        @Nullable RuleSet ruleSet,
        @Nullable List<RuleSet> ruleSets,
        @Nullable String tzdataVersion,
        @Nullable Instant nextAllowedAt,
        String subject,
        Instant decidedAt,
        @Nullable Instant startBy,
        @Nullable Recording recording,
        @Nullable RecordingWhy recordingExplained,
        @Nullable String receipt) {

    /** One reason; names its rules where several had a say and not all say it. */
    @Schema(
            name = "Reason",
            requiredProperties = {"code", "detail", "source"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Why(
            ReasonCode code,
            @Schema(description = "In the language that Accept-Language asks for, or in English.")
                    String detail,
            String source,
            @Nullable RuleSet ruleSet,
            @Schema(
                            description =
                                    "The facts it rests on in this case; absent when there is"
                                            + " nothing to add.")
                    @Nullable List<KnownFact> facts) {

        private static Why of(Reason reason, Explanations words, ZoneId zone) {
            return new Why(
                    reason.code(),
                    words.of(reason, zone),
                    reason.source(),
                    reason.ruleSet(),
                    reason.facts() == null
                            ? null
                            : reason.facts().stream().map(KnownFact::of).toList());
        }
    }

    /** A fact, whatever the language. */
    @Schema(
            name = "Fact",
            requiredProperties = {"name", "kind", "value"})
    public record KnownFact(
            FactName name,
            @Schema(
                            description =
                                    "How the value is written: COUNT as a decimal integer, INSTANT"
                                            + " as RFC 3339, DATE, TIME and PERIOD as ISO 8601, ZONE as an"
                                            + " IANA time zone, ID as a UUID, CODE as a code.")
                    FactName.Kind kind,
            String value) {

        private static KnownFact of(Fact fact) {
            return new KnownFact(fact.name(), fact.name().kind(), fact.value());
        }
    }

    /** What may be recorded of the call, and what to play before. */
    @Schema(
            name = "Recording",
            requiredProperties = {"mode", "announcement", "purposes", "retention"})
    public record Recording(
            RecordingMode mode,
            @Schema(
                            description =
                                    "WHOLE_CALL; SAMPLE, when the call was drawn; FROM_NOW, when nothing may be"
                                            + " recorded before the person says yes in the call.")
                    @Nullable RecordingScope scope,
            @Schema(description = "What to do when the person refuses to be recorded.")
                    @Nullable OnRefusal onRefusal,
            Announcement announcement,
            List<Purpose> purposes,
            List<Retention> retention) {}

    /** Why an allowed call may be recorded as it may, purpose by purpose. */
    @Schema(
            name = "RecordingExplanation",
            requiredProperties = {"mode", "rules", "unknown", "purposes"})
    public record RecordingWhy(
            RecordingMode mode,
            List<RuleSet> rules,
            @Schema(description = "Places that have a say and no verified rule.")
                    List<String> unknown,
            List<Outcome> purposes) {}

    /** What became of one purpose. */
    @Schema(
            name = "PurposeOutcome",
            requiredProperties = {"purpose", "recorded", "code", "detail"})
    public record Outcome(
            Purpose purpose, boolean recorded, PurposeOutcome.Code code, String detail) {}

    /** The notice to play before anything is recorded. */
    @Schema(
            name = "Announcement",
            requiredProperties = {"id", "text", "language"})
    public record Announcement(String id, String text, String language) {}

    /** How long the recording will be kept for a purpose, at most. */
    @Schema(
            name = "Retention",
            requiredProperties = {"purpose", "keepFor", "from"})
    public record Retention(
            Purpose purpose, String keepFor, RetentionTrigger from, @Nullable KeepingBound bound) {}

    /**
     * A decision as it is answered; the receipt goes to who asked alone.
     *
     * @param announcement what it names; absent when nothing is recorded
     */
    static CallDecisionAnswer of(
            CallDecided decided,
            @Nullable String receipt,
            io.temoin.consent.rules.domain.@Nullable Announcement announcement,
            ReaderLanguage language) {
        RecordingPermission permission = decided.recording();
        CallCircumstances circumstances = decided.circumstances();
        Explanations words = Explanations.in(language);
        ZoneId zone = zone(circumstances);
        return new CallDecisionAnswer(
                decided.decision(),
                decided.verdict(),
                decided.reasons().stream().map(reason -> Why.of(reason, words, zone)).toList(),
                decided.warnings() == null ? List.of() : decided.warnings(),
                decided.ruleSet(),
                decided.ruleSets(),
                circumstances == null ? null : circumstances.tzdataVersion(),
                decided.nextAllowedAt(),
                decided.subject().value(),
                decided.at(),
                decided.startBy(),
                permission == null || announcement == null
                        ? null
                        : recording(permission, announcement),
                explained(decided.recordingExplained(), words),
                receipt);
    }

    private static Recording recording(
            RecordingPermission permission,
            io.temoin.consent.rules.domain.Announcement announcement) {
        return new Recording(
                permission.mode(),
                permission.scope(),
                permission.onRefusal(),
                new Announcement(announcement.id(), announcement.text(), announcement.language()),
                permission.purposes(),
                permission.retention().stream().map(CallDecisionAnswer::retention).toList());
    }

    /** The clock by which moments are told: the person's, where it is known. */
    private static ZoneId zone(@Nullable CallCircumstances circumstances) {
        List<ZoneId> zones = circumstances == null ? List.of() : circumstances.place().zones();
        return zones.isEmpty() ? ZoneOffset.UTC : zones.getFirst();
    }

    private static @Nullable RecordingWhy explained(
            @Nullable RecordingExplanation explanation, Explanations words) {
        return explanation == null
                ? null
                : new RecordingWhy(
                        explanation.mode(),
                        explanation.rules(),
                        explanation.unknown(),
                        explanation.purposes().stream()
                                .map(outcome -> outcome(outcome, words))
                                .toList());
    }

    private static Outcome outcome(PurposeOutcome outcome, Explanations words) {
        return new Outcome(
                outcome.purpose(),
                outcome.code().recorded(),
                outcome.code(),
                words.of(outcome.code()));
    }

    private static Retention retention(RetentionPreview kept) {
        return new Retention(kept.purpose(), kept.keepFor().toString(), kept.from(), kept.bound());
    }
}
