// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ReasonCode.CONSENT_EXPIRED;
import static io.temoin.consent.permission.domain.ReasonCode.CONSENT_IN_FORCE;
import static io.temoin.consent.permission.domain.ReasonCode.CONSENT_SCOPE_MISMATCH;
import static io.temoin.consent.permission.domain.ReasonCode.CONSENT_WITHDRAWN;
import static io.temoin.consent.permission.domain.ReasonCode.MARKETING_OBJECTION;
import static io.temoin.consent.permission.domain.ReasonCode.NO_CONSENT;
import static io.temoin.consent.permission.domain.ReasonCode.PROCESSOR_NOT_AUTHORISED;
import static io.temoin.consent.permission.domain.ReasonCode.RULESET_UNKNOWN;

import io.temoin.consent.permission.domain.CallVerdict.Allowed;
import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
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
            return denied(List.of(Reason.of(PROCESSOR_NOT_AUTHORISED, "GDPR art. 28(3), 29")));
        }
        List<Reason> against = new ArrayList<>(2);
        if (known.objectedAt() != null) {
            against.add(Reason.of(MARKETING_OBJECTION, "GDPR art. 21(2)(3)"));
        }
        RulePack pack = call.pack();
        if (pack == null) {
            against.add(Reason.of(RULESET_UNKNOWN, "Temoin: unknown rules deny"));
            return denied(against);
        }
        Consent consent = inForce(call, known);
        if (consent == null) {
            against.add(missing(call, known, pack));
        }
        return consent != null && against.isEmpty()
                ? allowed(call, consent, pack)
                : denied(against);
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
                consent.id(),
                call.now().plus(pack.startWithin()),
                recording(call, consent, pack.recording()));
    }

    private static CallVerdict denied(List<Reason> reasons) {
        // No reason of today's rules ends by waiting; calling windows will.
        return new Denied(List.copyOf(reasons), null);
    }

    /**
     * Recording is never the rule (CNIL: "ni permanent ni systématique"): a call is recorded for
     * the purposes the controller's plan drew it for, and for those the person agreed to.
     */
    private static @Nullable RecordingPermission recording(
            DecideCall call, Consent consent, RulePack.RecordingRules rules) {
        Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        purposes.addAll(call.sampled());
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
