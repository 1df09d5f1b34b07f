// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import static io.temoin.retention.engine.domain.BusinessEvent.CONTRACT_SIGNED;
import static io.temoin.retention.engine.domain.BusinessEvent.PROPOSAL_MADE;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.engine.domain.BusinessEvent;
import java.time.Instant;
import java.util.Map;

/**
 * What may still be said of a business of which something is known: each event has one time, and
 * nothing follows a signature. Otherwise whoever reports could stretch a period, or end it. A
 * proposal made before the signature does not follow it, however late it is reported: a signature
 * in time is one within a month of the proposal (R.112-7).
 */
public final class BusinessEventRules {

    private BusinessEventRules() {}

    /**
     * Whether {@code event} is news.
     *
     * @throws Rejected when it contradicts what is known
     */
    public static boolean isNews(
            BusinessEvent event, Instant at, Map<BusinessEvent, Instant> happened) {
        Instant known = happened.get(event);
        if (known != null && !known.equals(at)) {
            throw new Rejected(
                    ReportProblem.EVENT_ALREADY_NOTED,
                    event
                            + " has already been reported, dated "
                            + known
                            + "; the first report stands.");
        }
        Instant signedAt = happened.get(CONTRACT_SIGNED);
        boolean leadsToIt = event == PROPOSAL_MADE && signedAt != null && at.isBefore(signedAt);
        if (known == null && signedAt != null && !leadsToIt) {
            throw new Rejected(
                    ReportProblem.CONTRACT_ALREADY_SIGNED,
                    "The contract was signed at "
                            + signedAt
                            + "; after a signature, only the earlier proposal that led to it can be"
                            + " reported.");
        }
        return known == null;
    }
}
