// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

import static java.util.Objects.requireNonNull;

import io.temoin.consent.recording.domain.PurposeOutcome.Code;
import io.temoin.consent.rules.domain.Announcement;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.consent.rules.domain.RulePack.RecordingRules;
import io.temoin.consent.rules.domain.Sector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * May an allowed call be recorded, and for what?
 *
 * <p>Recording is never the rule (CNIL: "ni permanent ni systématique"). A call is recorded for the
 * purposes it was drawn for and those the person agreed to; where the law asks for a yes, for the
 * latter, or from a yes during the call on; and where the law orders it, for what it orders as
 * well.
 *
 * @param pack announcement and periods of the call's own rules; absent when they say nothing of
 *     recording, and then a call is recorded only for what a law orders
 * @param terms what the laws of both ends ask
 * @param drawn purposes the controller's plan drew the call for
 * @param consented purposes the person agreed to beforehand
 * @param plan the controller's purposes; absent when it has declared none
 */
public record RecordingQuestion(
        @Nullable RecordingRules pack,
        RecordingTerms terms,
        @Nullable Sector sector,
        Set<Purpose> drawn,
        Set<Purpose> consented,
        @Nullable Plan plan) {

    public RecordingQuestion {
        drawn = Set.copyOf(drawn);
        consented = Set.copyOf(consented);
    }

    /**
     * The controller's purposes of recording.
     *
     * @param active what calls may be recorded for
     * @param spent what the call was drawn for, though the month's budget is used up
     */
    public record Plan(Set<Purpose> active, Set<Purpose> spent) {

        public Plan {
            active = Set.copyOf(active);
            spent = Set.copyOf(spent);
        }
    }

    /**
     * The answer.
     *
     * @param permission absent when nothing may be recorded
     */
    public record Answer(
            @Nullable RecordingPermission permission, RecordingExplanation explanation) {

        /** The same, with the moment of the consent if the recording rests on one. */
        public Answer consentedAt(@Nullable Instant given) {
            return permission != null
                            && given != null
                            && explanation.restsOnConsentGivenBeforehand()
                    ? new Answer(permission.consentedAt(given), explanation)
                    : this;
        }
    }

    /** The answer to this question. */
    public Answer answer() {
        RecordingDuty duty = terms.duty(sector);
        RecordingMode mode = pack == null ? terms.mode() : terms.mode().strictest(pack.mode());
        boolean ordered = duty != null && mode != RecordingMode.FORBIDDEN;
        List<PurposeOutcome> outcomes = outcomes(duty, mode);
        List<Purpose> recorded =
                outcomes.stream()
                        .filter(outcome -> outcome.code().recorded())
                        .map(PurposeOutcome::purpose)
                        .toList();
        RecordingMode told = ordered ? RecordingMode.MANDATORY : mode;
        RecordingExplanation explanation =
                new RecordingExplanation(told, terms.rules(), terms.unknown(), outcomes);
        if (recorded.isEmpty()) {
            return new Answer(null, explanation);
        }
        return new Answer(
                new RecordingPermission(
                        told,
                        announcement(ordered ? duty : null, recorded).idFor(recorded),
                        recorded,
                        keeping(ordered ? duty : null, recorded),
                        scope(outcomes),
                        ordered ? OnRefusal.END_CALL : terms.onRefusal()),
                explanation);
    }

    /** It tells of everything the call is recorded for, and of nothing else. */
    private Announcement announcement(@Nullable RecordingDuty duty, List<Purpose> recorded) {
        if (duty == null) {
            return requireNonNull(pack).announcement();
        }
        return recorded.stream().allMatch(Purpose::isOrdered)
                ? duty.announcement()
                : requireNonNull(duty.beside());
    }

    private List<RetentionPreview> keeping(@Nullable RecordingDuty duty, List<Purpose> recorded) {
        List<RetentionPreview> keeping = new ArrayList<>();
        if (duty != null) {
            keeping.addAll(duty.keeping());
        }
        keeping.addAll(keeping(recorded.stream().filter(purpose -> !purpose.isOrdered()).toList()));
        return keeping;
    }

    private List<PurposeOutcome> outcomes(@Nullable RecordingDuty duty, RecordingMode mode) {
        List<PurposeOutcome> outcomes = new ArrayList<>();
        Code ordered = null;
        if (duty != null) {
            Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
            duty.keeping().forEach(kept -> purposes.add(kept.purpose()));
            Code code = ordered(purposes, mode);
            purposes.forEach(purpose -> outcomes.add(new PurposeOutcome(purpose, code)));
            ordered = code;
        }
        Set<Purpose> others = others();
        Set<Purpose> agreed = EnumSet.copyOf(others);
        agreed.retainAll(consented);
        if (plan != null) {
            agreed.retainAll(plan.active());
        }
        for (Purpose purpose : others) {
            outcomes.add(new PurposeOutcome(purpose, other(purpose, duty, ordered, mode, agreed)));
        }
        return outcomes;
    }

    /** What the controller may choose to record calls for. */
    private Set<Purpose> others() {
        Set<Purpose> others = EnumSet.noneOf(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            if (pack == null
                    ? purpose.isRecording() && !purpose.isOrdered()
                    : purpose.isRecording() && pack.retention().containsKey(purpose)) {
                others.add(purpose);
            }
        }
        return others;
    }

    private Code other(
            Purpose purpose,
            @Nullable RecordingDuty duty,
            @Nullable Code ordered,
            RecordingMode mode,
            Set<Purpose> agreed) {
        if (mode == RecordingMode.FORBIDDEN) {
            return Code.FORBIDDEN;
        }
        if (pack == null) {
            return Code.NO_TERMS;
        }
        if (duty != null && !speaksOf(duty, purpose)) {
            return Code.DUTY_ONLY;
        }
        Code chosen = chosen(purpose, mode, agreed);
        // What the law orders begins with the call; a yes during the call would come too late.
        return chosen == Code.AFTER_YES && ordered == Code.ORDERED ? Code.NO_CONSENT : chosen;
    }

    private static boolean speaksOf(RecordingDuty duty, Purpose purpose) {
        return duty.beside() != null && duty.beside().phrases().containsKey(purpose);
    }

    private Code ordered(Set<Purpose> purposes, RecordingMode mode) {
        return switch (mode) {
            case FORBIDDEN -> Code.FORBIDDEN;
            case EXPLICIT_CONSENT ->
                    consented.containsAll(purposes) ? Code.ORDERED : Code.AFTER_YES;
            case NOTICE, NOTICE_PLUS_OPTOUT, MANDATORY -> Code.ORDERED;
        };
    }

    private Code chosen(Purpose purpose, RecordingMode mode, Set<Purpose> agreed) {
        if (plan != null && !plan.active().contains(purpose)) {
            return Code.NOT_ACTIVE;
        }
        if (agreed.contains(purpose)) {
            return Code.CONSENTED;
        }
        if (plan != null && plan.spent().contains(purpose)) {
            return Code.BUDGET_SPENT;
        }
        if (!drawn.contains(purpose)) {
            return Code.NOT_DRAWN;
        }
        if (mode != RecordingMode.EXPLICIT_CONSENT) {
            return Code.DRAWN;
        }
        // One recording has one beginning: what the person agreed to begins with the call.
        return agreed.isEmpty() ? Code.AFTER_YES : Code.NO_CONSENT;
    }

    private static RecordingScope scope(List<PurposeOutcome> outcomes) {
        Set<Code> codes = EnumSet.noneOf(Code.class);
        outcomes.forEach(outcome -> codes.add(outcome.code()));
        if (codes.contains(Code.AFTER_YES)) {
            return RecordingScope.FROM_NOW;
        }
        return codes.contains(Code.CONSENTED) || codes.contains(Code.ORDERED)
                ? RecordingScope.WHOLE_CALL
                : RecordingScope.SAMPLE;
    }

    private List<RetentionPreview> keeping(List<Purpose> recorded) {
        return recorded.stream()
                .map(
                        purpose ->
                                new RetentionPreview(
                                        purpose,
                                        terms.atMost(
                                                purpose,
                                                requireNonNull(
                                                        requireNonNull(pack)
                                                                .retention()
                                                                .get(purpose))),
                                        requireNonNull(pack).from(),
                                        KeepingBound.AT_MOST))
                .toList();
    }
}
