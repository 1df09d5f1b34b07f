// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.rules.domain.ReasonCode.COOL_OFF;
import static io.temoin.consent.rules.domain.ReasonCode.FREQUENCY_CAP;
import static java.util.Objects.requireNonNull;

import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.CallingWindows;
import io.temoin.consent.rules.domain.CoolOff;
import io.temoin.consent.rules.domain.Exemption;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.FrequencyCap;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.SectorBan;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether it is the time for a call by one law, and when it will be: days and hours, the person's
 * own quiet hours, the silence after a refusal, and how often the person was tried.
 *
 * @param inForce the person's consents to such a call that hold now
 * @param needsConsent whether there is no such call without one, or an exemption from it
 * @param closed what day and hour say, whatever the person agreed to; absent when nothing
 * @param atItsSlot the consent by which the person agreed to this very time; absent when none
 */
record CallingTime(
        DecideCall call,
        ContactPermission known,
        List<Consent> inForce,
        boolean needsConsent,
        RulePack pack,
        CallingWindows.@Nullable Closed closed,
        @Nullable Consent atItsSlot) {

    /** By these consents, and whether there is such a call without one. */
    static CallingTime of(
            DecideCall call, ContactPermission known, CallConsents consents, RulePack pack) {
        return new CallingTime(
                call,
                known,
                consents.inForce(),
                consents.areNeeded(),
                pack,
                closed(call, pack),
                atItsSlot(call, consents.inForce(), pack));
    }

    private static CallingWindows.@Nullable Closed closed(DecideCall call, RulePack pack) {
        CallingWindows windows = pack.windows();
        CallCircumstances circumstances = call.circumstances();
        return windows == null
                ? null
                : windows.closed(
                        call.now(), circumstances.place(), circumstances.honoursLocalHolidays());
    }

    private static @Nullable Consent atItsSlot(
            DecideCall call, List<Consent> inForce, RulePack pack) {
        CallingWindows windows = pack.windows();
        for (Consent consent : inForce) {
            if (windows != null && windows.isExactSlot(consent.exactSlot(), call.now())) {
                return consent;
            }
        }
        return null;
    }

    /** What waiting ends. */
    List<Reason> against() {
        List<Reason> against = new ArrayList<>(3);
        Instant undisturbed = undisturbed();
        if (call.now().isBefore(undisturbed)) {
            against.add(
                    Reason.of(COOL_OFF, requireNonNull(pack.coolOff()).source())
                            .with(Fact.of(FactName.ENDS_AT, undisturbed)));
        }
        if (closed != null && atItsSlot == null && !isLifted()) {
            against.add(closed(closed));
        }
        if (atItsSlot == null) {
            PreferenceRules.quiet(call, known.preferences(), pack).ifPresent(against::add);
        }
        Instant uncapped = uncapped();
        if (call.now().isBefore(uncapped)) {
            against.add(capped(requireNonNull(pack.frequency()), uncapped));
        }
        return against;
    }

    private Reason closed(CallingWindows.Closed closed) {
        CallingWindows windows = requireNonNull(pack.windows());
        Reason reason = Reason.of(closed.code(), windows.source()).with(closed.facts());
        Instant opening =
                windows.nextOpening(
                        call.now(), place(), call.circumstances().honoursLocalHolidays());
        return opening == null ? reason : reason.with(Fact.of(FactName.ENDS_AT, opening));
    }

    private Reason capped(FrequencyCap cap, Instant uncapped) {
        int attempts = cap.countedAt(call.now(), known.attempts().counted(), countedIn());
        return Reason.of(FREQUENCY_CAP, cap.source())
                .with(
                        Fact.of(FactName.ATTEMPTS, attempts),
                        Fact.of(FactName.MAX_ATTEMPTS, cap.maxAttempts()),
                        Fact.of(FactName.WINDOW, cap.window()),
                        Fact.of(FactName.ENDS_AT, uncapped));
    }

    /** The end of the hours that are open now. */
    Instant closing() {
        CallingWindows windows = pack.windows();
        return windows == null ? Instant.MAX : windows.closing(call.now(), place());
    }

    /**
     * The hours or a time that the person agreed to, whichever is first once nothing else is
     * against the call, if all else holds then.
     */
    @Nullable Instant next() {
        Instant from = Collections.max(List.of(call.now(), undisturbed(), uncapped()));
        List<Instant> moments = slots(from);
        Instant opening =
                PreferenceRules.opening(from, call, known.preferences(), pack, this::opening);
        if (opening != null && (isConsentedAt(opening) || needsNoConsentAt(opening))) {
            moments.add(opening);
        }
        moments.removeIf(moment -> !pack.isInForceAt(moment) || !isUnbanned(moment));
        return moments.isEmpty() ? null : Collections.min(moments);
    }

    private @Nullable Instant opening(Instant from) {
        CallingWindows windows = pack.windows();
        return windows == null || (windows.consentLiftSource() != null && isConsentedAt(from))
                ? from
                : windows.nextOpening(from, place(), call.circumstances().honoursLocalHolidays());
    }

    /** Times agreed to that are not over then, at which the consent to them still holds. */
    private List<Instant> slots(Instant from) {
        CallingWindows windows = pack.windows();
        List<Instant> slots = new ArrayList<>(inForce.size() + 1);
        for (Consent consent : inForce) {
            Instant slot = consent.exactSlot();
            Instant at = slot == null || slot.isBefore(from) ? from : slot;
            if (windows != null && windows.isExactSlot(slot, at) && !consent.isExpiredAt(at)) {
                slots.add(at);
            }
        }
        return slots;
    }

    private boolean needsNoConsentAt(Instant moment) {
        Exemption exempt = exemption(moment);
        return (!needsConsent || exempt != null)
                && RegisterRules.against(call, pack, List.of(), exempt).isEmpty();
    }

    /** What lifts a ban today may have ended by then. */
    private boolean isUnbanned(Instant moment) {
        SectorBan ban = pack.ban(call.circumstances().stated().sector());
        return ban == null || ban.excepts(exemption(moment));
    }

    private @Nullable Exemption exemption(Instant moment) {
        return Exemptions.of(call.circumstances().stated(), pack, moment);
    }

    /** Whether the person's consent makes day and hour of no matter. */
    private boolean isLifted() {
        CallingWindows windows = pack.windows();
        return windows != null && windows.consentLiftSource() != null && !inForce.isEmpty();
    }

    private boolean isConsentedAt(Instant moment) {
        // The one that holds longest is the first.
        return !inForce.isEmpty() && !inForce.getFirst().isExpiredAt(moment);
    }

    /** From when on the person's refusal is long enough ago; an objection is for good. */
    private Instant undisturbed() {
        CoolOff coolOff = pack.coolOff();
        Instant refusal = known.withdrawnAt();
        return coolOff == null || refusal == null
                ? call.now()
                : coolOff.endsAfter(refusal, pack.zone());
    }

    /** From when on the person was not tried too often; now when the law does not count. */
    private Instant uncapped() {
        FrequencyCap cap = pack.frequency();
        return cap == null
                ? call.now()
                : cap.allowsFrom(call.now(), known.attempts().counted(), countedIn());
    }

    /** The zones by whose calendars attempts are counted. */
    private List<ZoneId> countedIn() {
        List<ZoneId> zones = place().zones();
        return zones.isEmpty() ? List.of(pack.zone()) : zones;
    }

    private CalleePlace place() {
        return call.circumstances().place();
    }
}
