// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.consent.permission.domain.CallCircumstances;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.permission.domain.RecordingPermission;
import io.temoin.consent.permission.domain.RetentionPreview;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.consent.rules.domain.RetentionTrigger;
import io.temoin.consent.rules.domain.RuleSet;
import io.temoin.consent.rules.domain.Warning;
import java.time.Instant;
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
        @Nullable String receipt) {

    /** One reason; names its rules where several had a say and not all say it. */
    @Schema(
            name = "Reason",
            requiredProperties = {"code", "detail", "source"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Why(ReasonCode code, String detail, String source, @Nullable RuleSet ruleSet) {

        private static Why of(Reason reason) {
            return new Why(reason.code(), reason.detail(), reason.source(), reason.ruleSet());
        }
    }

    /** What may be recorded of the call, and what to play before. */
    @Schema(
            name = "Recording",
            requiredProperties = {"mode", "announcement", "purposes", "retention"})
    public record Recording(
            RecordingMode mode,
            Announcement announcement,
            List<Purpose> purposes,
            List<Retention> retention) {}

    /** The notice to play before anything is recorded. */
    @Schema(
            name = "Announcement",
            requiredProperties = {"id", "text", "language"})
    public record Announcement(String id, String text, String language) {}

    /** How long the recording will be kept for a purpose, at most. */
    @Schema(
            name = "Retention",
            requiredProperties = {"purpose", "keepFor", "from"})
    public record Retention(Purpose purpose, String keepFor, RetentionTrigger from) {}

    /** A decision as it is answered; the receipt goes to who asked alone. */
    static CallDecisionAnswer of(CallDecided decided, @Nullable String receipt, RulePacks rules) {
        RecordingPermission permission = decided.recording();
        CallCircumstances circumstances = decided.circumstances();
        return new CallDecisionAnswer(
                decided.decision(),
                decided.verdict(),
                decided.reasons().stream().map(Why::of).toList(),
                decided.warnings() == null ? List.of() : decided.warnings(),
                decided.ruleSet(),
                decided.ruleSets(),
                circumstances == null ? null : circumstances.tzdataVersion(),
                decided.nextAllowedAt(),
                decided.subject().value(),
                decided.at(),
                decided.startBy(),
                permission == null ? null : recording(permission, rules),
                receipt);
    }

    private static Recording recording(RecordingPermission permission, RulePacks rules) {
        var announcement = rules.announcement(permission.announcement());
        return new Recording(
                permission.mode(),
                new Announcement(announcement.id(), announcement.text(), announcement.language()),
                permission.purposes(),
                permission.retention().stream().map(CallDecisionAnswer::retention).toList());
    }

    private static Retention retention(RetentionPreview kept) {
        return new Retention(kept.purpose(), kept.keepFor().toString(), kept.from());
    }
}
