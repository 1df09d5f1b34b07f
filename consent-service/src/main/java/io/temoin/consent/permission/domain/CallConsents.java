// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_EXPIRED;
import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_WITHDRAWN;

import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.RulePack;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the person agreed to, as one law sees it for one call. */
final class CallConsents {

    private static final Comparator<Consent> LONGEST_FIRST =
            Comparator.comparing(Consent::validUntil).reversed();

    private final DecideCall call;
    private final ContactPermission known;
    private final RulePack pack;
    private final List<Consent> covering;
    private final List<Consent> inForce;

    CallConsents(DecideCall call, ContactPermission known, RulePack pack) {
        this.call = call;
        this.known = known;
        this.pack = pack;
        this.covering = covering();
        this.inForce = holding();
    }

    /** Those that hold now and cover the call, the one that holds longest first. */
    List<Consent> inForce() {
        return inForce;
    }

    /** Whether there is no such call without one. */
    boolean areNeeded() {
        CallCircumstances circumstances = call.circumstances();
        return switch (pack.consentRegime(circumstances.sector(), circumstances.callerId())) {
            case OPT_IN -> true;
            case OPT_OUT -> false;
        };
    }

    /** What is against the call when none is in force; a last word that was no always is. */
    Optional<Reason> unspoken() {
        if (areNeeded()) {
            return Optional.of(missing());
        }
        return known.withdrawnAt() != null && !pack.isHouseRules()
                ? Optional.of(withdrawn())
                : Optional.empty();
    }

    /** The article that asks for a consent to such a call, or does not. */
    String source() {
        return source(call, pack);
    }

    static String source(DecideCall call, RulePack pack) {
        CallCircumstances circumstances = call.circumstances();
        return pack.consentSource(circumstances.sector(), circumstances.callerId());
    }

    private List<Consent> covering() {
        List<Consent> covering = new ArrayList<>(known.consents().size());
        for (Consent consent : known.consents()) {
            if (consent.covers(call.purpose(), call.by().organisation(), call.controller())) {
                covering.add(underThisLaw(consent));
            }
        }
        return covering;
    }

    private List<Consent> holding() {
        List<Consent> holding = new ArrayList<>(covering.size());
        for (Consent consent : covering) {
            if (!consent.isWithdrawnBy(known.withdrawnAt()) && !consent.isExpiredAt(call.now())) {
                holding.add(consent);
            }
        }
        holding.sort(LONGEST_FIRST);
        return holding;
    }

    /** One that was taken by another law may hold longer there than here. */
    private Consent underThisLaw(Consent consent) {
        Period longest = pack.maxConsentValidity();
        return longest == null
                ? consent
                : consent.until(ConsentRules.validUntil(consent.collectedAt(), longest, pack));
    }

    private Reason missing() {
        if (covering.isEmpty()) {
            return CallerRules.outOfScope(
                    call,
                    known.consents().stream().map(this::underThisLaw).toList(),
                    known.withdrawnAt(),
                    source());
        }
        boolean withdrawn =
                covering.stream().anyMatch(consent -> consent.isWithdrawnBy(known.withdrawnAt()));
        return withdrawn ? withdrawn() : Reason.of(CONSENT_EXPIRED, source());
    }

    private static Reason withdrawn() {
        return Reason.of(CONSENT_WITHDRAWN, "GDPR art. 7(3)");
    }
}
