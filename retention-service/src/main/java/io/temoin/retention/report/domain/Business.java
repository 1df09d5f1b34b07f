// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.Claims;
import io.temoin.retention.engine.domain.RetentionFacts;
import java.time.Instant;
import java.util.Map;

/**
 * What is known of one business: of a call, of a contract, or with a person.
 *
 * @param happened when each event that was reported happened, except claims
 * @param claims the claims that were
 */
public record Business(Map<BusinessEvent, Instant> happened, Claims claims) {

    /** Nothing yet. */
    static final Business UNKNOWN = new Business(Map.of(), Claims.NONE);

    public Business {
        happened = Map.copyOf(happened);
    }

    /**
     * Whether {@code fact} is news.
     *
     * @throws io.temoin.eventsourcing.Rejected when it contradicts what is known
     */
    boolean isNews(BusinessFact fact) {
        return BusinessEventRules.isNews(fact, happened, claims);
    }

    Business with(BusinessFact fact) {
        return Claims.concern(fact.event())
                ? new Business(happened, claims.with(fact))
                : new Business(RetentionFacts.plus(happened, fact.event(), fact.at()), claims);
    }
}
