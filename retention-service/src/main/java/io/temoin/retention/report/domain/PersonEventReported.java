// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something happened between a person and a controller; it concerns what that controller keeps of
 * the person. All that ever happens to their business here.
 *
 * @param subject pseudonym of the person
 * @param happenedAt when it happened
 * @param claim keyed fingerprint of the claim that was made or has ended; absent if it is none
 */
public record PersonEventReported(
        String subject,
        String controller,
        BusinessEvent event,
        Instant happenedAt,
        @Nullable String claim) {

    /** What was reported. */
    public BusinessFact fact() {
        return new BusinessFact(event, claim, happenedAt);
    }
}
