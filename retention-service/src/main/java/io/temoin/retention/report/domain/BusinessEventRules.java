// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import static io.temoin.retention.engine.domain.BusinessEvent.CONTRACT_ENDED;
import static io.temoin.retention.engine.domain.BusinessEvent.CONTRACT_SIGNED;
import static io.temoin.retention.engine.domain.BusinessEvent.PROPOSAL_MADE;
import static io.temoin.retention.engine.domain.BusinessEvent.PROPOSAL_REFUSED;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.Claims;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may still be said of a business of which something is known: each event has one time, or the
 * last one if it repeats; no proposal follows a signature, a contract ends after it, and each claim
 * is made once and ends once, later. Otherwise whoever reports could stretch a period, or end it. A
 * proposal made before the signature does not follow it, however late it is reported: a signature
 * in time is one within a month of the proposal (R.112-7).
 */
public final class BusinessEventRules {

    private static final Set<BusinessEvent> PROPOSALS = EnumSet.of(PROPOSAL_MADE, PROPOSAL_REFUSED);

    private BusinessEventRules() {}

    /**
     * Whether {@code fact} is news.
     *
     * @throws Rejected when it contradicts what is known
     */
    public static boolean isNews(
            BusinessFact fact, Map<BusinessEvent, Instant> happened, Claims claims) {
        BusinessEvent event = fact.event();
        Instant at = fact.at();
        if (Claims.concern(event)) {
            return isNews(fact, claims);
        }
        Instant known = happened.get(event);
        if (event.repeats()) {
            return known == null || at.isAfter(known);
        }
        if (known != null && !known.equals(at)) {
            throw alreadyNoted(event.name(), known);
        }
        if (known == null) {
            requireNoSignatureBefore(event, at, happened.get(CONTRACT_SIGNED));
            requireSignedBeforeEnded(event, at, happened);
        }
        return known == null;
    }

    private static boolean isNews(BusinessFact fact, Claims claims) {
        if (claims.include(fact)) {
            return false;
        }
        Instant known = fact.claim() == null ? null : claims.timeOf(fact.claim(), fact.event());
        if (known != null) {
            throw alreadyNoted(fact.event() + " of this claim", known);
        }
        if (fact.event() == BusinessEvent.CLAIM_CLOSED && !claims.allow(fact)) {
            throw new Rejected(
                    ReportProblem.EVENT_OUT_OF_ORDER,
                    "It is not known that this claim was made by "
                            + fact.at()
                            + "; report the claim first, with its reference and the moment at which"
                            + " it was made.");
        }
        return true;
    }

    private static Rejected alreadyNoted(String what, Instant known) {
        return new Rejected(
                ReportProblem.EVENT_ALREADY_NOTED,
                what + " has already been reported, dated " + known + "; the first report stands.");
    }

    private static void requireNoSignatureBefore(
            BusinessEvent event, Instant at, @Nullable Instant signedAt) {
        boolean leadsToIt = event == PROPOSAL_MADE && signedAt != null && at.isBefore(signedAt);
        if (signedAt != null && PROPOSALS.contains(event) && !leadsToIt) {
            throw new Rejected(
                    ReportProblem.CONTRACT_ALREADY_SIGNED,
                    "The contract was signed at "
                            + signedAt
                            + "; after a signature, only the earlier proposal that led to it can be"
                            + " reported.");
        }
    }

    private static void requireSignedBeforeEnded(
            BusinessEvent event, Instant at, Map<BusinessEvent, Instant> happened) {
        Instant signedAt = event == CONTRACT_SIGNED ? at : happened.get(CONTRACT_SIGNED);
        Instant endedAt = event == CONTRACT_ENDED ? at : happened.get(CONTRACT_ENDED);
        if (signedAt != null && endedAt != null && endedAt.isBefore(signedAt)) {
            throw new Rejected(
                    ReportProblem.EVENT_OUT_OF_ORDER,
                    "A contract that was signed at "
                            + signedAt
                            + " cannot have ended at "
                            + endedAt
                            + ".");
        }
    }
}
