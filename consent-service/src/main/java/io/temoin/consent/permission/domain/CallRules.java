// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_EXPIRED;
import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_IN_FORCE;
import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_SCOPE_MISMATCH;
import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_WITHDRAWN;
import static io.temoin.consent.rules.domain.ReasonCode.MARKETING_OBJECTION;
import static io.temoin.consent.rules.domain.ReasonCode.NO_CONSENT;
import static io.temoin.consent.rules.domain.ReasonCode.PROCESSOR_NOT_AUTHORISED;
import static io.temoin.consent.rules.domain.ReasonCode.RULESET_UNKNOWN;

import io.temoin.consent.permission.domain.CallVerdict.Allowed;
import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.domain.CallingWindows;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.Warning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * May this call be made, and may it be recorded? Denies unless every rule allows.
 *
 * <p>Every reason against the call is given, the strongest first, so that removing one does not
 * bring up the next. One exception: an organisation that may not act for the controller learns
 * nothing of the person (GDPR art. 29).
 */
final class CallRules {

    private CallRules() {}

    static CallVerdict evaluate(DecideCall call, ContactPermission known) {
        if (!call.by().actsFor(call.controller())) {
            return denied(Reason.of(PROCESSOR_NOT_AUTHORISED, "GDPR art. 28(3), 29"));
        }
        List<Reason> against = new ArrayList<>(3);
        if (known.objectedAt() != null) {
            against.add(Reason.of(MARKETING_OBJECTION, "GDPR art. 21(2)(3)"));
        }
        RulePack pack = call.pack();
        if (pack == null) {
            against.add(Reason.of(RULESET_UNKNOWN, "Temoin: unknown rules deny"));
            return new Denied(List.copyOf(against), List.of(), null);
        }
        Consent consent = inForce(call, known);
        if (consent == null) {
            against.add(missing(call, known, pack));
        }
        Reason closed = closed(call, pack);
        if (closed != null) {
            against.add(closed);
        }
        return consent != null && against.isEmpty()
                ? allowed(call, consent, pack)
                : denied(call, consent, pack, against);
    }

    private static CallVerdict denied(Reason reason) {
        return new Denied(List.of(reason), List.of(), null);
    }

    private static @Nullable Reason closed(DecideCall call, RulePack pack) {
        CallingWindows windows = pack.windows();
        if (windows == null) {
            return null;
        }
        CallCircumstances circumstances = call.circumstances();
        ReasonCode code =
                windows.against(
                        call.now(), circumstances.place(), circumstances.honoursLocalHolidays());
        return code == null ? null : Reason.of(code, windows.source());
    }

    private static @Nullable Consent inForce(DecideCall call, ContactPermission known) {
        return covering(call, known).stream()
                .filter(consent -> !consent.isWithdrawnBy(known.withdrawnAt()))
                .filter(consent -> !consent.isExpiredAt(call.now()))
                .max(Comparator.comparing(Consent::validUntil))
                .orElse(null);
    }

    private static List<Consent> covering(DecideCall call, ContactPermission known) {
        return known.consents().stream()
                .filter(
                        consent ->
                                consent.covers(
                                        call.purpose(),
                                        call.by().organisation(),
                                        call.controller()))
                .toList();
    }

    private static Reason missing(DecideCall call, ContactPermission known, RulePack pack) {
        if (known.consents().isEmpty()) {
            return Reason.of(NO_CONSENT, pack.consentSource());
        }
        List<Consent> covering = covering(call, known);
        if (covering.isEmpty()) {
            return Reason.of(CONSENT_SCOPE_MISMATCH, pack.consentSource());
        }
        boolean withdrawn =
                covering.stream().anyMatch(consent -> consent.isWithdrawnBy(known.withdrawnAt()));
        return withdrawn
                ? Reason.of(CONSENT_WITHDRAWN, "GDPR art. 7(3)")
                : Reason.of(CONSENT_EXPIRED, pack.consentSource());
    }

    private static CallVerdict allowed(DecideCall call, Consent consent, RulePack pack) {
        return new Allowed(
                List.of(Reason.of(CONSENT_IN_FORCE, pack.consentSource())),
                warnings(call, pack),
                consent.id(),
                startBy(call, consent, pack),
                recording(call, consent, pack.recording()));
    }

    /** Not beyond what allows the call: its hours may end, and its consent, sooner. */
    private static Instant startBy(DecideCall call, Consent consent, RulePack pack) {
        Instant latest = call.now().plus(pack.startWithin());
        Instant ends = consent.validUntil();
        CallingWindows windows = pack.windows();
        if (windows != null) {
            Instant closing = windows.closing(call.now(), call.circumstances().place());
            ends = closing.isBefore(ends) ? closing : ends;
        }
        return ends.isBefore(latest) ? ends : latest;
    }

    private static CallVerdict denied(
            DecideCall call, @Nullable Consent consent, RulePack pack, List<Reason> against) {
        return new Denied(
                List.copyOf(against),
                warnings(call, pack),
                nextAllowedAt(call, consent, pack, against));
    }

    /** Only when every reason ends by waiting, and nothing else does before. */
    private static @Nullable Instant nextAllowedAt(
            DecideCall call, @Nullable Consent consent, RulePack pack, List<Reason> against) {
        CallingWindows windows = pack.windows();
        if (windows == null
                || consent == null
                || !against.stream().allMatch(reason -> reason.code().passes())) {
            return null;
        }
        CallCircumstances circumstances = call.circumstances();
        Instant next =
                windows.nextOpening(
                        call.now(), circumstances.place(), circumstances.honoursLocalHolidays());
        return next == null || consent.isExpiredAt(next) || !pack.isInForceAt(next) ? null : next;
    }

    private static List<Warning> warnings(DecideCall call, RulePack pack) {
        List<Warning> warnings = new ArrayList<>(2);
        CallingWindows windows = pack.windows();
        if (windows != null
                && !call.circumstances().honoursLocalHolidays()
                && windows.isLocalHoliday(call.now(), call.circumstances().place())) {
            warnings.add(Warning.LOCAL_HOLIDAY);
        }
        if (pack.isStale(call.now())) {
            warnings.add(Warning.RULE_STALE);
        }
        return List.copyOf(warnings);
    }

    /**
     * Recording is never the rule (CNIL: "ni permanent ni systématique"): a call is recorded for
     * the purposes the controller's plan drew it for, and for those the person agreed to.
     */
    private static @Nullable RecordingPermission recording(
            DecideCall call, Consent consent, RulePack.RecordingRules rules) {
        Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        purposes.addAll(call.circumstances().sampled());
        purposes.addAll(consent.purposes());
        purposes.removeIf(purpose -> !purpose.isRecording());
        purposes.retainAll(rules.retention().keySet());
        if (purposes.isEmpty()) {
            return null;
        }
        List<RetentionPreview> retention = new ArrayList<>(purposes.size());
        rules.retention().entrySet().stream()
                .filter(kept -> purposes.contains(kept.getKey()))
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(
                        kept ->
                                retention.add(
                                        new RetentionPreview(
                                                kept.getKey(), kept.getValue(), rules.from())));
        return new RecordingPermission(
                rules.mode(), rules.announcement().id(), List.copyOf(purposes), retention);
    }
}
