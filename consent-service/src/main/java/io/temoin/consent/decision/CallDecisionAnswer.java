// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.consent.explanation.Explanations;
import io.temoin.consent.permission.domain.CallCircumstances;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.permission.domain.RequiredProof;
import io.temoin.consent.recording.domain.KeepingBound;
import io.temoin.consent.recording.domain.OnRefusal;
import io.temoin.consent.recording.domain.PurposeOutcome;
import io.temoin.consent.recording.domain.RecordingExplanation;
import io.temoin.consent.recording.domain.RecordingPermission;
import io.temoin.consent.recording.domain.RecordingScope;
import io.temoin.consent.recording.domain.RetentionPreview;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.PlaceSource;
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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The answer. An allowed call has {@code startBy}; one to be recorded also has a receipt. */
@Schema(
        name = "CallDecision",
        requiredProperties = {
            "id",
            "verdict",
            "reasons",
            "warnings",
            "ruleSets",
            "tzdataVersion",
            "place",
            "subject",
            "decidedAt"
        })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallDecisionAnswer(
        UUID id,
        Verdict verdict,
        List<ReasonAnswer> reasons,
        List<Warning> warnings,
        @Schema(
                        description =
                                "The rules that were applied, those of the number's country first;"
                                        + " empty if none are known for a place whose law"
                                        + " applies.")
                List<RuleSet> ruleSets,
        String tzdataVersion,
        @Schema(description = "Where the person may be.") CalleePlaceAnswer place,
        @Nullable Instant nextAllowedAt,
        String subject,
        Instant decidedAt,
        @Schema(description = "The consent an allowed call rests on; absent if none is needed.")
                @Nullable UUID consent,
        @Schema(
                        format = "date-time",
                        description = "When that consent ends; it is not renewed automatically.")
                @Nullable Instant validUntil,
        @Nullable Instant startBy,
        @Nullable Recording recording,
        @Nullable RecordingExplanationAnswer recordingExplained,
        @Schema(
                        description =
                                "Proof on which an allowed call is based; present if a law starts"
                                        + " the retention period of the proof at its last use, or"
                                        + " requires the proof of a request to be kept.")
                @Nullable List<Proof> proofs,
        @Nullable String receipt) {

    /** Proof that a call rests on, and until when it is kept at least. */
    @Schema(
            name = "RequiredProof",
            requiredProperties = {"kind", "keptUntil", "source"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Proof(
            RequiredProof.Kind kind,
            @Nullable UUID consent,
            @Schema(description = "The controller's own reference.") @Nullable String request,
            Instant keptUntil,
            String source) {

        private static Proof of(RequiredProof kept) {
            return new Proof(
                    kept.kind(), kept.consent(), kept.request(), kept.keptUntil(), kept.source());
        }
    }

    /** One reason; names its rules where several had a say and not all say it. */
    @Schema(
            name = "Reason",
            requiredProperties = {"code", "detail", "source"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ReasonAnswer(
            ReasonCode code,
            @Schema(description = "In the language requested by Accept-Language, or in English.")
                    String detail,
            String source,
            @Nullable RuleSet ruleSet,
            @Schema(
                            description =
                                    "Facts of this case that the reason rests on; absent if there"
                                            + " is nothing to add.")
                    @Nullable List<KnownFact> facts) {

        private static ReasonAnswer of(Reason reason, Explanations words, ZoneId zone) {
            return new ReasonAnswer(
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
                                            + " as RFC 3339, DATE, TIME and PERIOD as ISO 8601, ZONE as"
                                            + " an IANA time zone, ID as a UUID, CODE as a code.")
                    FactName.Kind kind,
            String value) {

        private static KnownFact of(Fact fact) {
            return new KnownFact(fact.name(), fact.name().kind(), fact.value());
        }
    }

    /** Where the person may be: whose law has a say, and what time it is. */
    @Schema(
            name = "CalleePlace",
            requiredProperties = {"jurisdictions", "zones", "sources"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CalleePlaceAnswer(
            @Schema(description = "ISO 3166-1 codes of the places whose law applies.")
                    List<String> jurisdictions,
            @Schema(
                            description =
                                    "IANA time zones; the call is allowed only if it is allowed in"
                                            + " each. Empty if none is known.")
                    List<String> zones,
            @Schema(description = "ISO 3166-2 code of the declared address.")
                    @Nullable String subdivision,
            @Schema(description = "What each source says; all of them are taken into account.")
                    List<Source> sources) {

        private static CalleePlaceAnswer of(CalleePlace place) {
            return new CalleePlaceAnswer(
                    place.jurisdictions(),
                    place.zones().stream().map(ZoneId::getId).toList(),
                    place.subdivision(),
                    place.sources().stream().map(Source::of).toList());
        }
    }

    /** Where the person may be, by one source. */
    @Schema(
            name = "PlaceSource",
            requiredProperties = {"kind", "jurisdiction", "parts", "zones"})
    public record Source(
            PlaceSource.Kind kind,
            @Schema(
                            description =
                                    "ISO 3166-1 code of the country, or of a part of it with its"
                                            + " own laws.")
                    String jurisdiction,
            @Schema(
                            description =
                                    "ISO 3166-2 codes of the parts the person may be in; empty if"
                                            + " the source does not say.")
                    List<String> parts,
            @Schema(description = "IANA time zones that are possible according to this source.")
                    List<String> zones) {

        private static Source of(PlaceSource source) {
            return new Source(
                    source.kind(),
                    source.jurisdiction(),
                    source.parts(),
                    source.zones().stream().map(ZoneId::getId).toList());
        }
    }

    /** What may be recorded of the call, and what to play before. */
    @Schema(
            name = "Recording",
            requiredProperties = {
                "mode",
                "scope",
                "onRefusal",
                "announcement",
                "purposes",
                "retention"
            })
    public record Recording(
            RecordingMode mode,
            @Schema(
                            description =
                                    "WHOLE_CALL; SAMPLE if the call was sampled; FROM_NOW if"
                                            + " nothing may be recorded until the person says yes"
                                            + " during the call.")
                    RecordingScope scope,
            @Schema(description = "What to do if the person refuses to be recorded.")
                    OnRefusal onRefusal,
            Announcement announcement,
            List<Purpose> purposes,
            List<Retention> retention) {}

    /** Why an allowed call may be recorded as it may, purpose by purpose. */
    @Schema(
            name = "RecordingExplanation",
            requiredProperties = {"mode", "rules", "unknown", "purposes"})
    public record RecordingExplanationAnswer(
            RecordingMode mode,
            List<RuleSet> rules,
            @Schema(description = "Places whose law applies but that have no verified rule.")
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
            requiredProperties = {"purpose", "keepFor", "from", "bound"})
    public record Retention(
            Purpose purpose, String keepFor, RetentionTrigger from, KeepingBound bound) {}

    /**
     * A decision as it is answered; the receipt goes to who asked alone.
     *
     * @param announcement what it names; absent when nothing is recorded
     */
    static CallDecisionAnswer of(
            CallDecided decided,
            @Nullable String receipt,
            io.temoin.consent.rules.domain.@Nullable Announcement announcement,
            Locale language) {
        RecordingPermission permission = decided.recording();
        CallCircumstances circumstances = decided.circumstances();
        Explanations words = Explanations.in(language);
        ZoneId zone = zone(circumstances);
        return new CallDecisionAnswer(
                decided.decision(),
                decided.verdict(),
                decided.reasons().stream()
                        .map(reason -> ReasonAnswer.of(reason, words, zone))
                        .toList(),
                decided.warnings(),
                decided.ruleSets(),
                circumstances.tzdataVersion(),
                CalleePlaceAnswer.of(circumstances.place()),
                decided.nextAllowedAt(),
                decided.subject().value(),
                decided.at(),
                decided.consent(),
                validUntil(decided),
                decided.startBy(),
                permission == null || announcement == null
                        ? null
                        : recording(permission, announcement),
                explained(decided.recordingExplained(), words),
                decided.proofs() == null ? null : decided.proofs().stream().map(Proof::of).toList(),
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

    /** Each law may let the consent hold for its own time: the shortest counts. */
    private static @Nullable Instant validUntil(CallDecided decided) {
        return decided.reasons().stream()
                .filter(reason -> reason.code() == ReasonCode.CONSENT_IN_FORCE)
                .flatMap(reason -> reason.known().stream())
                .filter(fact -> fact.name() == FactName.VALID_UNTIL)
                .map(fact -> Instant.parse(fact.value()))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The clock by which moments are told: the person's, where it is known. */
    private static ZoneId zone(CallCircumstances circumstances) {
        List<ZoneId> zones = circumstances.place().zones();
        return zones.isEmpty() ? ZoneOffset.UTC : zones.getFirst();
    }

    private static @Nullable RecordingExplanationAnswer explained(
            @Nullable RecordingExplanation explanation, Explanations words) {
        return explanation == null
                ? null
                : new RecordingExplanationAnswer(
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
