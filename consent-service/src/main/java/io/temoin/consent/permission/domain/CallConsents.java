// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_EXPIRED;
import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_WITHDRAWN;

import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.RulePack;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the person agreed to, as one law sees it for one call. */
record CallConsents(DecideCall call, ContactPermission known, RulePack pack) {

    /** Those that hold now and cover the call, the one that holds longest first. */
    List<Consent> inForce() {
        return covering().stream()
                .filter(consent -> !consent.isWithdrawnBy(known.withdrawnAt()))
                .filter(consent -> !consent.isExpiredAt(call.now()))
                .sorted(Comparator.comparing(Consent::validUntil).reversed())
                .toList();
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
        return known.consents().stream()
                .filter(
                        consent ->
                                consent.covers(
                                        call.purpose(),
                                        call.by().organisation(),
                                        call.controller()))
                .map(this::underThisLaw)
                .toList();
    }

    /** One that was taken by another law may hold longer there than here. */
    private Consent underThisLaw(Consent consent) {
        Period longest = pack.maxConsentValidity();
        return longest == null
                ? consent
                : consent.until(ConsentRules.validUntil(consent.collectedAt(), longest, pack));
    }

    private Reason missing() {
        List<Consent> covering = covering();
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
