// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.rules.domain.ReasonCode.CALLER_ID_FORBIDDEN;
import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_EXPIRED;
import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_IN_FORCE;
import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_SCOPE_MISMATCH;
import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_WITHDRAWN;
import static io.temoin.consent.rules.domain.ReasonCode.EXACT_SLOT_EXCEPTION;
import static io.temoin.consent.rules.domain.ReasonCode.FREQUENCY_CAP;
import static io.temoin.consent.rules.domain.ReasonCode.MARKETING_OBJECTION;
import static io.temoin.consent.rules.domain.ReasonCode.MINOR;
import static io.temoin.consent.rules.domain.ReasonCode.NOT_PROSPECTING;
import static io.temoin.consent.rules.domain.ReasonCode.NO_CONSENT;
import static io.temoin.consent.rules.domain.ReasonCode.PROCESSOR_NOT_AUTHORISED;
import static io.temoin.consent.rules.domain.ReasonCode.RULESET_UNKNOWN;
import static io.temoin.consent.rules.domain.ReasonCode.SECTOR_BAN;
import static java.util.Objects.requireNonNull;

import io.temoin.consent.permission.domain.CallVerdict.Allowed;
import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.CallerIdRule;
import io.temoin.consent.rules.domain.CallingWindows;
import io.temoin.consent.rules.domain.Exemption;
import io.temoin.consent.rules.domain.FrequencyCap;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.SectorBan;
import io.temoin.consent.rules.domain.Warning;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
        List<Reason> against = unwanted(call, known);
        RulePack pack = call.pack();
        if (pack == null) {
            against.add(Reason.of(RULESET_UNKNOWN, "Temoin: unknown rules deny"));
            return new Denied(List.copyOf(against), List.of(), null);
        }
        return call.purpose().isProspecting()
                ? prospecting(call, known, pack, against)
                : serving(call, pack);
    }

    /** The rules of prospecting do not apply; what may be shown is the same for every call. */
    private static CallVerdict serving(DecideCall call, RulePack pack) {
        Reason shown = shown(call, pack);
        return shown == null
                ? allowed(
                        call,
                        null,
                        pack,
                        Instant.MAX,
                        List.of(Reason.of(NOT_PROSPECTING, pack.consentSource())))
                : new Denied(List.of(shown), warnings(call, pack), null);
    }

    private static CallVerdict prospecting(
            DecideCall call, ContactPermission known, RulePack pack, List<Reason> against) {
        Exemption exempt = Exemptions.of(call.circumstances(), pack, call.now());
        against.addAll(forbidden(call, pack, exempt));
        List<Consent> inForce = inForce(call, known);
        if (inForce.isEmpty() && exempt == null) {
            against.add(missing(call, known, pack));
        }
        Reason closed = closed(call, pack);
        Consent slot = atItsSlot(call, inForce, pack);
        if (closed != null && slot == null) {
            against.add(closed);
        }
        Instant uncapped = uncapped(call, known, pack);
        if (uncapped.isAfter(call.now())) {
            against.add(Reason.of(FREQUENCY_CAP, requireNonNull(pack.frequency()).source()));
        }
        if (!against.isEmpty()) {
            return denied(call, inForce, pack, against, uncapped);
        }
        return closed != null && slot != null
                ? allowedAtItsSlot(call, slot, pack)
                : allowed(call, inForce.isEmpty() ? null : inForce.getFirst(), exempt, pack);
    }

    /** What outranks every consent and every law that would let the person be sold something. */
    private static List<Reason> unwanted(DecideCall call, ContactPermission known) {
        List<Reason> against = new ArrayList<>(3);
        if (call.purpose().isProspecting() && known.minorSince() != null) {
            against.add(Reason.of(MINOR, "GDPR art. 8; Temoin: nobody under age is solicited"));
        }
        if (call.purpose().isProspecting() && known.objectedAt() != null) {
            against.add(Reason.of(MARKETING_OBJECTION, "GDPR art. 21(2)(3)"));
        }
        return against;
    }

    /** What no consent helps against. */
    private static List<Reason> forbidden(
            DecideCall call, RulePack pack, @Nullable Exemption exempt) {
        List<Reason> forbidden = new ArrayList<>(2);
        SectorBan ban = pack.ban(call.circumstances().sector());
        if (ban != null && !ban.excepts(exempt)) {
            forbidden.add(Reason.of(SECTOR_BAN, ban.source()));
        }
        Reason shown = shown(call, pack);
        if (shown != null) {
            forbidden.add(shown);
        }
        return forbidden;
    }

    private static @Nullable Reason shown(DecideCall call, RulePack pack) {
        CallerIdRule rule = pack.callerIds();
        CallerId shown = call.circumstances().callerId();
        return rule == null || shown == null || rule.allows(shown)
                ? null
                : Reason.of(CALLER_ID_FORBIDDEN, rule.source());
    }

    /** The consent by which the person agreed to this very time. */
    private static @Nullable Consent atItsSlot(
            DecideCall call, List<Consent> inForce, RulePack pack) {
        CallingWindows windows = pack.windows();
        return windows == null
                ? null
                : inForce.stream()
                        .filter(consent -> windows.isExactSlot(consent.exactSlot(), call.now()))
                        .findFirst()
                        .orElse(null);
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

    /** From when on the person was not tried too often; now when the law does not count. */
    private static Instant uncapped(DecideCall call, ContactPermission known, RulePack pack) {
        FrequencyCap cap = pack.frequency();
        List<ZoneId> zones = call.circumstances().place().zones();
        return cap == null
                ? call.now()
                : cap.allowsFrom(
                        call.now(),
                        known.attempts().counted(),
                        zones.isEmpty() ? List.of(pack.zone()) : zones);
    }

    /** The one that holds longest first. */
    private static List<Consent> inForce(DecideCall call, ContactPermission known) {
        return covering(call, known).stream()
                .filter(consent -> !consent.isWithdrawnBy(known.withdrawnAt()))
                .filter(consent -> !consent.isExpiredAt(call.now()))
                .sorted(Comparator.comparing(Consent::validUntil).reversed())
                .toList();
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

    private static CallVerdict allowed(
            DecideCall call, @Nullable Consent consent, @Nullable Exemption exempt, RulePack pack) {
        CallingWindows windows = pack.windows();
        Instant closing =
                windows == null
                        ? Instant.MAX
                        : windows.closing(call.now(), call.circumstances().place());
        List<Reason> why = new ArrayList<>(2);
        if (consent != null) {
            why.add(consented(pack));
        }
        if (exempt != null) {
            why.add(exempt.reason());
        }
        return allowed(call, consent, pack, closing, List.copyOf(why));
    }

    private static CallVerdict allowedAtItsSlot(DecideCall call, Consent consent, RulePack pack) {
        CallingWindows windows = requireNonNull(pack.windows());
        Instant slot = requireNonNull(consent.exactSlot());
        return allowed(
                call,
                consent,
                pack,
                slot.plus(requireNonNull(windows.exactSlotWithin())),
                List.of(consented(pack), Reason.of(EXACT_SLOT_EXCEPTION, windows.source())));
    }

    private static Reason consented(RulePack pack) {
        return Reason.of(CONSENT_IN_FORCE, pack.consentSource());
    }

    /**
     * To be started not beyond what allows the call: its hours may end, and its consent, sooner.
     */
    private static CallVerdict allowed(
            DecideCall call,
            @Nullable Consent consent,
            RulePack pack,
            Instant closing,
            List<Reason> why) {
        Instant expiry = consent == null ? Instant.MAX : consent.validUntil();
        Instant startBy =
                Stream.of(call.now().plus(pack.startWithin()), closing, expiry)
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        return new Allowed(
                why,
                warnings(call, pack),
                consent == null ? null : consent.id(),
                startBy,
                recording(call, consent, pack.recording()));
    }

    private static CallVerdict denied(
            DecideCall call,
            List<Consent> inForce,
            RulePack pack,
            List<Reason> against,
            Instant uncapped) {
        boolean passes = against.stream().allMatch(reason -> reason.code().passes());
        return new Denied(
                List.copyOf(against),
                warnings(call, pack),
                passes ? nextAllowedAt(call, inForce, pack, uncapped) : null);
    }

    /**
     * The hours or a time that the person agreed to, whichever is first once the cap has room, if
     * all else holds then.
     */
    private static @Nullable Instant nextAllowedAt(
            DecideCall call, List<Consent> inForce, RulePack pack, Instant uncapped) {
        List<Instant> moments = new ArrayList<>(slots(inForce, pack, uncapped));
        Instant opening = opening(call, pack, uncapped);
        if (opening != null
                && (inForce.stream().anyMatch(one -> !one.isExpiredAt(opening))
                        || Exemptions.of(call.circumstances(), pack, opening) != null)) {
            moments.add(opening);
        }
        return moments.stream()
                .filter(pack::isInForceAt)
                .filter(moment -> isUnbanned(call, pack, moment))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** What lifts a ban today may have ended by then. */
    private static boolean isUnbanned(DecideCall call, RulePack pack, Instant moment) {
        SectorBan ban = pack.ban(call.circumstances().sector());
        return ban == null || ban.excepts(Exemptions.of(call.circumstances(), pack, moment));
    }

    private static @Nullable Instant opening(DecideCall call, RulePack pack, Instant from) {
        CallingWindows windows = pack.windows();
        CallCircumstances circumstances = call.circumstances();
        return windows == null
                ? from
                : windows.nextOpening(
                        from, circumstances.place(), circumstances.honoursLocalHolidays());
    }

    /** Times agreed to from that moment on, at which the consent to them still holds. */
    private static List<Instant> slots(List<Consent> inForce, RulePack pack, Instant from) {
        CallingWindows windows = pack.windows();
        if (windows == null || windows.exactSlotWithin() == null) {
            return List.of();
        }
        List<Instant> slots = new ArrayList<>(inForce.size());
        for (Consent consent : inForce) {
            Instant slot = consent.exactSlot();
            if (slot != null && !slot.isBefore(from) && !consent.isExpiredAt(slot)) {
                slots.add(slot);
            }
        }
        return slots;
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
            DecideCall call, @Nullable Consent consent, RulePack.RecordingRules rules) {
        Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        purposes.addAll(call.circumstances().sampled());
        if (consent != null) {
            purposes.addAll(consent.purposes());
        }
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
