// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.rules.domain.ReasonCode.CALLER_ID_FORBIDDEN;
import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_SCOPE_MISMATCH;
import static io.temoin.consent.rules.domain.ReasonCode.NO_CONSENT;
import static io.temoin.consent.rules.domain.ReasonCode.PROCESSOR_NOT_AUTHORISED;

import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.agreement.domain.Mandate.Finding;
import io.temoin.consent.agreement.domain.UnnamedCallers;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.CallerIdRule;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.phonenumbers.domain.FrenchPlan;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who may make the call, by what the controller instructed and by what the person was told. */
final class CallerRules {

    private CallerRules() {}

    /** What is against a processor; {@code null} when it was instructed to do this. */
    static @Nullable Reason uninstructed(DecideCall call) {
        Mandate mandate = call.circumstances().lookups().mandate();
        boolean itself = call.by().organisation().equals(call.controller());
        if (itself || (mandate != null && mandate.allows())) {
            return null;
        }
        Finding finding = mandate == null ? Finding.NO_AGREEMENT : mandate.finding();
        return new Reason(PROCESSOR_NOT_AUTHORISED, finding.detail(), "GDPR art. 28(3), 29", null)
                .with(Fact.of(FactName.CAUSE, finding));
    }

    /** Until when who calls may do so; the end of time when no end is known. */
    static Instant instructedUntil(DecideCall call) {
        Mandate mandate = call.circumstances().lookups().mandate();
        return mandate == null || mandate.until() == null ? Instant.MAX : mandate.until();
    }

    /** A processor that records for more becomes the controller of it (GDPR art. 28(10)). */
    static boolean mayRecordFor(DecideCall call, Purpose purpose) {
        Mandate mandate = call.circumstances().lookups().mandate();
        return mandate == null || mandate.purposes().contains(purpose);
    }

    /** Whether nothing is against the call but that the person was told of another caller. */
    static boolean isForReview(DecideCall call, List<Reason> against, String source) {
        Mandate mandate = call.circumstances().lookups().mandate();
        return mandate != null
                && mandate.unnamedCallers() == UnnamedCallers.REVIEW
                && against.equals(List.of(unnamed(source)));
    }

    /**
     * Why no consent covers the call. A consent that the caller names is looked for among those for
     * this controller only: what a person told another one is not this one's to know, so an id of
     * another's consent and one that was made up get the same answer.
     *
     * @param consents for this controller, as the law at hand sees them
     * @param about whether one is about what would be offered
     * @param source the article that asks for one
     */
    static Reason outOfScope(
            DecideCall call,
            List<Consent> consents,
            Predicate<Consent> about,
            @Nullable Instant withdrawnAt,
            String source) {
        UUID named = call.circumstances().stated().namedConsent();
        if (named != null && consents.stream().noneMatch(one -> one.id().equals(named))) {
            return new Reason(
                            CONSENT_SCOPE_MISMATCH,
                            "The consent named by the caller does not permit this controller to do"
                                    + " anything.",
                            source,
                            null)
                    .with(Fact.of(FactName.CAUSE, "NAMED_CONSENT"));
        }
        if (consents.isEmpty()) {
            return Reason.of(NO_CONSENT, source);
        }
        return toldOfAnother(call, consents.stream().filter(about).toList(), withdrawnAt)
                ? unnamed(source)
                : Reason.of(CONSENT_SCOPE_MISMATCH, source);
    }

    /**
     * Said to an instructed processor only: the controller's own calls need no name in a consent.
     */
    private static boolean toldOfAnother(
            DecideCall call, List<Consent> consents, @Nullable Instant withdrawnAt) {
        Mandate mandate = call.circumstances().lookups().mandate();
        return mandate != null
                && mandate.finding() == Finding.COVERED
                && consents.stream()
                        .filter(consent -> consent.purposes().contains(call.purpose()))
                        .filter(consent -> !consent.isWithdrawnBy(withdrawnAt))
                        .anyMatch(consent -> !consent.isExpiredAt(call.now()));
    }

    /** The person agreed, to another caller. */
    private static Reason unnamed(String source) {
        return new Reason(
                        CONSENT_SCOPE_MISMATCH,
                        "The person consented to such calls being made on behalf of this"
                                + " controller, but was told that a different caller would make"
                                + " them. Have that caller make the call, or ask the controller to"
                                + " check what the person was told.",
                        source,
                        null)
                .with(Fact.of(FactName.CAUSE, "UNNAMED_CALLER"));
    }

    /** Why the number that is shown to the person must not be shown; absent when it may be. */
    static @Nullable Reason forbiddenCallerId(DecideCall call, RulePack pack) {
        CallerIdRule rule = pack.callerIds();
        CallerId shown = call.circumstances().stated().callerId();
        return rule == null || shown == null || mayBeShown(shown, rule)
                ? null
                : Reason.of(CALLER_ID_FORBIDDEN, rule.source());
    }

    /** A French number overseas is of the same plan, whose blocks the law names without them. */
    private static boolean mayBeShown(CallerId shown, CallerIdRule rule) {
        String national = shown.number() == null ? null : FrenchPlan.asMainland(shown.number());
        return rule.allows(shown)
                && (national == null || rule.allows(new CallerId(national, shown.automated())));
    }
}
