// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_EXPIRED;
import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_INVALID;
import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_IN_FORCE;
import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_SCOPE_MISMATCH;
import static io.temoin.consent.rules.domain.ReasonCode.CONSENT_WITHDRAWN;

import io.temoin.consent.permission.domain.ContactPermissionEvent.Defect;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reasons that a consent gives for a call or against it, with the facts they rest on. */
final class ConsentReasons {

    private static final String MENTIONS = "/mentions/";

    private ConsentReasons() {}

    static Reason inForce(Consent consent, String source) {
        return Reason.of(CONSENT_IN_FORCE, source).with(facts(consent));
    }

    static Reason expired(Consent consent, String source) {
        return Reason.of(CONSENT_EXPIRED, source).with(facts(consent));
    }

    static Reason withdrawn(@Nullable Instant withdrawnAt) {
        Reason reason = Reason.of(CONSENT_WITHDRAWN, "GDPR art. 7(3)");
        return withdrawnAt == null
                ? reason
                : reason.with(Fact.of(FactName.WITHDRAWN_AT, withdrawnAt));
    }

    /** The person agreed to be called, and not about this. */
    static Reason ofAnotherObject(Consent consent, @Nullable String offer, String source) {
        List<Fact> facts = new ArrayList<>(facts(consent));
        if (offer != null) {
            facts.add(Fact.of(FactName.OFFER, offer));
        }
        facts.add(Fact.of(FactName.CAUSE, causeOfAnotherObject(consent, offer)));
        return Reason.of(CONSENT_SCOPE_MISMATCH, source).with(facts);
    }

    private static String causeOfAnotherObject(Consent consent, @Nullable String offer) {
        if (offer == null) {
            return consent.isAboutNothing() ? "OBJECT_RECTIFIED" : "OFFER_UNSTATED";
        }
        if (consent.rectifiedObject() != null) {
            return "OBJECT_RECTIFIED";
        }
        return consent.object() == null ? "OBJECT_UNSTATED" : "OTHER_OBJECT";
    }

    /** What was submitted as a consent lacks what makes one. */
    static Reason invalid(RefusedConsent refused, String source) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(FactName.CONSENT, refused.id()));
        facts.add(Fact.of(FactName.COLLECTED_AT, refused.collectedAt()));
        for (Defect defect : refused.defects()) {
            facts.add(
                    defect.pointer().startsWith(MENTIONS)
                            ? Fact.of(
                                    FactName.MENTION, defect.pointer().substring(MENTIONS.length()))
                            : Fact.of(FactName.DEFECT, defect.code()));
        }
        return Reason.of(CONSENT_INVALID, source).with(facts);
    }

    private static List<Fact> facts(Consent consent) {
        List<Fact> facts = new ArrayList<>(4);
        facts.add(Fact.of(FactName.CONSENT, consent.id()));
        facts.add(Fact.of(FactName.COLLECTED_AT, consent.collectedAt()));
        facts.add(Fact.of(FactName.VALID_UNTIL, consent.validUntil()));
        if (consent.object() != null) {
            facts.add(Fact.of(FactName.OBJECT, consent.object()));
        }
        return facts;
    }
}
