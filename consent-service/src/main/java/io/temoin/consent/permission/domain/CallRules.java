// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.rules.domain.ReasonCode.CALLER_ID_UNSTATED;
import static io.temoin.consent.rules.domain.ReasonCode.EXACT_SLOT_EXCEPTION;
import static io.temoin.consent.rules.domain.ReasonCode.HOURS_LIFTED;
import static io.temoin.consent.rules.domain.ReasonCode.MARKETING_OBJECTION;
import static io.temoin.consent.rules.domain.ReasonCode.MINOR;
import static io.temoin.consent.rules.domain.ReasonCode.NOT_PROSPECTING;
import static io.temoin.consent.rules.domain.ReasonCode.NO_OBJECTION;
import static io.temoin.consent.rules.domain.ReasonCode.OFFER_UNSTATED;
import static io.temoin.consent.rules.domain.ReasonCode.PROCESSOR_NOT_AUTHORISED;
import static io.temoin.consent.rules.domain.ReasonCode.REGISTER_HIT;
import static io.temoin.consent.rules.domain.ReasonCode.RESTRICTED;
import static io.temoin.consent.rules.domain.ReasonCode.RULESET_UNKNOWN;
import static io.temoin.consent.rules.domain.ReasonCode.SECTOR_BAN;
import static io.temoin.consent.rules.domain.ReasonCode.SECTOR_UNSTATED;
import static java.util.Objects.requireNonNull;

import io.temoin.consent.permission.domain.CallVerdict.Allowed;
import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.permission.domain.CallVerdict.Review;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.recording.domain.OwnRules;
import io.temoin.consent.recording.domain.RecordingQuestion;
import io.temoin.consent.rules.domain.CallFact;
import io.temoin.consent.rules.domain.CallingWindows;
import io.temoin.consent.rules.domain.Exemption;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.SectorBan;
import io.temoin.consent.rules.domain.Warning;
import io.temoin.consent.screening.domain.RegisterId;
import io.temoin.consent.screening.domain.Screening;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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

    private static final String THE_CONTROLLERS_OWN = "The controller's own rule";

    private CallRules() {}

    static CallVerdict evaluate(DecideCall call, ContactPermission known) {
        if (!call.by().actsFor(call.controller())) {
            return denied(Reason.of(PROCESSOR_NOT_AUTHORISED, "GDPR art. 28(3), 29"));
        }
        Reason uninstructed = CallerRules.uninstructed(call);
        if (uninstructed != null) {
            return denied(uninstructed);
        }
        if (call.law().packs().isEmpty()) {
            List<Reason> against = unwanted(call, known);
            against.add(
                    Reason.of(
                            RULESET_UNKNOWN, "Temoin: calls are denied where no rules are known"));
            return new Denied(List.copyOf(against), List.of(), null);
        }
        CallVerdict verdict =
                call.law().packs().size() == 1
                        ? evaluate(call, known, call.law().packs().getFirst())
                        : Strictest.of(
                                call,
                                asked ->
                                        asked.law().packs().stream()
                                                .map(pack -> evaluate(asked, known, pack))
                                                .toList());
        return recorded(call, known, verdict);
    }

    private static CallVerdict evaluate(DecideCall call, ContactPermission known, RulePack pack) {
        return call.purpose().isProspecting()
                ? prospecting(call, known, pack)
                : serviceCall(call, known, pack);
    }

    /**
     * The rules of prospecting do not apply; what may be shown, and what the person wishes, is the
     * same for every call.
     */
    private static CallVerdict serviceCall(
            DecideCall call, ContactPermission known, RulePack pack) {
        Preferences wishes = known.preferences();
        List<Reason> against = restricted(known);
        Reason shown = CallerRules.forbiddenCallerId(call, pack);
        if (shown != null) {
            against.add(shown);
        }
        against.addAll(unstated(call));
        against.addAll(PreferenceRules.against(call, wishes, pack));
        if (!against.isEmpty()) {
            return new Denied(
                    List.copyOf(against),
                    warnings(call, pack),
                    pass(against)
                            ? PreferenceRules.opening(call.now(), call, wishes, pack, from -> from)
                            : null);
        }
        Allowed allowed =
                allowed(
                        call,
                        null,
                        pack,
                        Instant.MAX,
                        List.of(Reason.of(NOT_PROSPECTING, pack.consentSource())));
        return PreferenceRules.bounded(allowed, call, wishes, pack, false);
    }

    private static CallVerdict prospecting(
            DecideCall call, ContactPermission known, RulePack pack) {
        List<Reason> against = unwanted(call, known);
        Exemption exempt = Exemptions.of(call.circumstances().stated(), pack, call.now());
        against.addAll(forbidden(call, pack, exempt));
        CallConsents consents = new CallConsents(call, known, pack);
        List<Consent> inForce = consents.inForce();
        if (inForce.isEmpty() && exempt == null) {
            consents.unspoken().ifPresent(against::add);
        }
        against.addAll(RegisterRules.against(call, pack, inForce, exempt));
        PreferenceRules.refused(call, known.preferences()).ifPresent(against::add);
        CallingTime time = CallingTime.of(call, known, consents, pack);
        against.addAll(time.against());
        if (CallerRules.isForReview(call, against, consents.source())) {
            return new Review(List.copyOf(against), warnings(call, pack));
        }
        return against.isEmpty()
                ? PreferenceRules.bounded(
                        allowed(time, exempt),
                        call,
                        known.preferences(),
                        pack,
                        time.atItsSlot() != null)
                : denied(time, against);
    }

    /** What outranks every consent and every law that would let the person be sold something. */
    private static List<Reason> unwanted(DecideCall call, ContactPermission known) {
        List<Reason> against = restricted(known);
        if (call.purpose().isProspecting() && known.minorSince() != null) {
            against.add(Reason.of(MINOR, "GDPR art. 8; Temoin: no marketing calls to minors"));
        }
        if (call.purpose().isProspecting() && known.objectedAt() != null) {
            against.add(
                    Reason.of(MARKETING_OBJECTION, "GDPR art. 21(2)(3)")
                            .with(Fact.of(FactName.OBJECTED_AT, known.objectedAt())));
        }
        Screening own = call.circumstances().lookups().screening(RegisterId.SUPPRESSION);
        if (call.purpose().isProspecting() && own.listed()) {
            against.add(
                    Reason.of(REGISTER_HIT, "GDPR art. 21(3): the controller's own list")
                            .with(RegisterRules.copy(own)));
        }
        return against;
    }

    /** Whatever the call is for: what is restricted is stored, and used for nothing. */
    private static List<Reason> restricted(ContactPermission known) {
        List<Reason> against = new ArrayList<>(4);
        Instant since = known.restrictedSince();
        if (since != null) {
            against.add(
                    Reason.of(RESTRICTED, "GDPR art. 18(2)")
                            .with(Fact.of(FactName.RESTRICTED_SINCE, since)));
        }
        return against;
    }

    /** What no consent helps against. */
    private static List<Reason> forbidden(
            DecideCall call, RulePack pack, @Nullable Exemption exempt) {
        List<Reason> forbidden = new ArrayList<>(unstated(call));
        SectorBan ban = pack.ban(call.circumstances().stated().sector());
        if (ban != null && !ban.excepts(exempt)) {
            forbidden.add(
                    Reason.of(SECTOR_BAN, ban.source())
                            .with(
                                    Fact.of(
                                            FactName.SECTOR,
                                            requireNonNull(
                                                    call.circumstances().stated().sector()))));
        }
        Reason shown = CallerRules.forbiddenCallerId(call, pack);
        if (shown != null) {
            forbidden.add(shown);
        }
        return forbidden;
    }

    /** What the controller wants to be told before such a call and was not. */
    private static List<Reason> unstated(DecideCall call) {
        ControllerFacts wanted = call.circumstances().lookups().controllerFacts();
        List<Reason> unstated = new ArrayList<>(3);
        if (wanted != null
                && wanted.wants(CallFact.SECTOR)
                && call.purpose().isProspecting()
                && call.circumstances().stated().sector() == null) {
            unstated.add(Reason.of(SECTOR_UNSTATED, THE_CONTROLLERS_OWN));
        }
        if (wanted != null
                && wanted.wants(CallFact.OFFER)
                && call.purpose().isProspecting()
                && call.circumstances().stated().offer() == null) {
            unstated.add(Reason.of(OFFER_UNSTATED, THE_CONTROLLERS_OWN));
        }
        if (wanted != null
                && wanted.wants(CallFact.CALLER_ID)
                && call.circumstances().stated().callerId() == null) {
            unstated.add(Reason.of(CALLER_ID_UNSTATED, THE_CONTROLLERS_OWN));
        }
        return unstated;
    }

    private static CallVerdict denied(Reason reason) {
        return new Denied(List.of(reason), List.of(), null);
    }

    private static Allowed allowed(CallingTime time, @Nullable Exemption exempt) {
        List<Consent> inForce = time.inForce();
        Consent longest = inForce.isEmpty() ? null : inForce.getFirst();
        return longest == null || time.closed() == null
                ? allowed(
                        time.call(),
                        longest,
                        time.pack(),
                        time.closing(),
                        why(time, longest, exempt))
                : allowedThoughClosed(time, longest);
    }

    private static List<Reason> why(
            CallingTime time, @Nullable Consent consent, @Nullable Exemption exempt) {
        String source = CallConsents.source(time.call(), time.pack());
        List<Reason> why = new ArrayList<>(2);
        if (consent != null) {
            why.add(ConsentReasons.inForce(consent, source));
        }
        if (exempt != null) {
            why.add(Exemptions.reason(exempt, time.call().circumstances().stated()));
        }
        if (why.isEmpty()) {
            why.add(
                    Reason.of(NO_OBJECTION, source)
                            .with(RegisterRules.checked(time.call(), time.pack())));
        }
        return List.copyOf(why);
    }

    /** At a time that the person agreed to, or where a consent lifts day and hour. */
    private static Allowed allowedThoughClosed(CallingTime time, Consent longest) {
        DecideCall call = time.call();
        RulePack pack = time.pack();
        CallingWindows windows = requireNonNull(pack.windows());
        Consent slot = time.atItsSlot();
        Reason consented =
                ConsentReasons.inForce(
                        slot == null ? longest : slot, CallConsents.source(call, pack));
        if (slot == null) {
            String source = requireNonNull(windows.consentLiftSource());
            return allowed(
                    call,
                    longest,
                    pack,
                    Instant.MAX,
                    List.of(consented, Reason.of(HOURS_LIFTED, source)));
        }
        return allowed(
                call,
                slot,
                pack,
                requireNonNull(slot.exactSlot()).plus(requireNonNull(windows.exactSlotWithin())),
                List.of(consented, Reason.of(EXACT_SLOT_EXCEPTION, windows.source())));
    }

    /**
     * To be started not beyond what allows the call: its hours may end, its consent, and what the
     * caller was instructed to do, sooner.
     */
    private static Allowed allowed(
            DecideCall call,
            @Nullable Consent consent,
            RulePack pack,
            Instant closing,
            List<Reason> why) {
        Instant expiry = consent == null ? Instant.MAX : consent.validUntil();
        Instant startBy =
                Collections.min(
                        List.of(
                                call.now().plus(pack.startWithin()),
                                closing,
                                expiry,
                                CallerRules.instructedUntil(call)));
        return new Allowed(
                why,
                warnings(call, pack),
                consent == null ? null : consent.id(),
                startBy,
                null,
                null);
    }

    private static CallVerdict denied(CallingTime time, List<Reason> against) {
        return new Denied(
                List.copyOf(against),
                warnings(time.call(), time.pack()),
                pass(against) ? time.next() : null);
    }

    /** Whether waiting ends all of it. */
    private static boolean pass(List<Reason> against) {
        for (Reason reason : against) {
            if (!reason.code().passes()) {
                return false;
            }
        }
        return true;
    }

    private static List<Warning> warnings(DecideCall call, RulePack pack) {
        List<Warning> warnings = new ArrayList<>(2);
        CallingWindows windows = pack.windows();
        if (windows != null
                && !call.circumstances().honoursLocalHolidays()
                && windows.isLocalHoliday(call.now(), call.circumstances().place())) {
            warnings.add(Warning.LOCAL_HOLIDAY);
        }
        if (pack.hasUncheckedParts()) {
            warnings.add(Warning.RULE_UNCHECKED);
        }
        if (pack.isStale(call.now())) {
            warnings.add(Warning.RULE_STALE);
        }
        return List.copyOf(warnings);
    }

    /** Whether an allowed call may be recorded; asked once, of all laws that have a say. */
    private static CallVerdict recorded(
            DecideCall call, ContactPermission known, CallVerdict verdict) {
        return switch (verdict) {
            case Denied denied -> denied;
            case Review review -> review;
            case Allowed allowed ->
                    allowed.recordedAs(
                            recording(call, known, allowed)
                                    .answer()
                                    .consentedAt(consentedAt(known, allowed)));
        };
    }

    /** When the consent that an allowed call rests on was given; null when it rests on none. */
    private static @Nullable Instant consentedAt(ContactPermission known, Allowed allowed) {
        return known.consents().stream()
                .filter(consent -> consent.id().equals(allowed.consent()))
                .map(Consent::collectedAt)
                .findFirst()
                .orElse(null);
    }

    private static RecordingQuestion recording(
            DecideCall call, ContactPermission known, Allowed allowed) {
        CallCircumstances circumstances = call.circumstances();
        Set<Purpose> consented = EnumSet.noneOf(Purpose.class);
        for (Consent consent : known.consents()) {
            if (consent.id().equals(allowed.consent())) {
                consented.addAll(consent.purposes());
            }
        }
        Set<Purpose> drawn = EnumSet.noneOf(Purpose.class);
        drawn.addAll(circumstances.recording().sampled());
        consented.removeIf(purpose -> !CallerRules.mayRecordFor(call, purpose));
        drawn.removeIf(purpose -> !CallerRules.mayRecordFor(call, purpose));
        PlannedRecording planned = circumstances.recording().planned();
        return new RecordingQuestion(
                OwnRules.strictest(call.law().packs()),
                call.law().recording(),
                circumstances.stated().sector(),
                drawn,
                consented,
                planned == null
                        ? null
                        : new RecordingQuestion.Plan(
                                Set.copyOf(planned.active()), Set.copyOf(planned.spent())));
    }
}
