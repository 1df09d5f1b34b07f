// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

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
    private final List<Consent> ofThisCall;
    private final List<Consent> inForce;

    CallConsents(DecideCall call, ContactPermission known, RulePack pack) {
        this.call = call;
        this.known = known;
        this.pack = pack;
        this.ofThisCall = ofThisCall();
        this.inForce = holding(covering());
    }

    /** Those that hold now and cover the call, the one that holds longest first. */
    List<Consent> inForce() {
        return inForce;
    }

    /** Whether there is no such call without one. */
    boolean areNeeded() {
        CallCircumstances circumstances = call.circumstances();
        return switch (pack.consentRegime(
                circumstances.stated().sector(), circumstances.stated().callerId())) {
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
                ? Optional.of(ConsentReasons.withdrawn(known.withdrawnAt()))
                : Optional.empty();
    }

    /** The article that asks for a consent to such a call, or does not. */
    String source() {
        return source(call, pack);
    }

    static String source(DecideCall call, RulePack pack) {
        CallCircumstances circumstances = call.circumstances();
        return pack.consentSource(
                circumstances.stated().sector(), circumstances.stated().callerId());
    }

    /** Those of this purpose and this caller, whatever they are about. */
    private List<Consent> ofThisCall() {
        List<Consent> found = new ArrayList<>(known.consents().size());
        for (Consent consent : known.consents()) {
            if (consent.covers(call.purpose(), call.by().organisation(), call.controller())) {
                found.add(underThisLaw(consent));
            }
        }
        return found;
    }

    private List<Consent> covering() {
        List<Consent> covering = new ArrayList<>(ofThisCall);
        covering.removeIf(consent -> !isAboutThis(consent));
        return covering;
    }

    private boolean isAboutThis(Consent consent) {
        return consent.isAbout(call.circumstances().stated().offer(), pack.consentObject());
    }

    private List<Consent> holding(List<Consent> consents) {
        List<Consent> holding = new ArrayList<>(consents.size());
        for (Consent consent : consents) {
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
        List<Consent> aboutOthers = holding(ofThisCall);
        if (!aboutOthers.isEmpty()) { // none is about this, or it would be in force
            return ConsentReasons.ofAnotherObject(
                    aboutOthers.getFirst(), call.circumstances().stated().offer(), source());
        }
        if (ofThisCall.isEmpty()) {
            return uncovered();
        }
        return ofThisCall.stream().anyMatch(one -> one.isWithdrawnBy(known.withdrawnAt()))
                ? ConsentReasons.withdrawn(known.withdrawnAt())
                : ConsentReasons.expired(
                        ofThisCall.stream().sorted(LONGEST_FIRST).toList().getFirst(), source());
    }

    /** Nothing the person agreed to is of this purpose and this caller. */
    private Reason uncovered() {
        RefusedConsent refused = known.refused();
        return refused != null
                        && refused.wouldCover(
                                call.purpose(), call.by().organisation(), call.controller())
                ? ConsentReasons.invalid(refused, source())
                : CallerRules.outOfScope(
                        call,
                        known.consents().stream().map(this::underThisLaw).toList(),
                        this::isAboutThis,
                        known.withdrawnAt(),
                        source());
    }
}
