// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something is known of the business that a call was about. Noted with every recording of the call,
 * also with those that are stored later. All that ever happens to a call here.
 *
 * @param decision the call decision
 * @param controller on whose behalf the call was made
 * @param happenedAt when it happened
 * @param claim keyed fingerprint of the claim that was made or has ended; absent if it is none
 */
public record BusinessEventReported(
        UUID decision,
        String controller,
        BusinessEvent event,
        Instant happenedAt,
        @Nullable String claim) {

    /** What was reported. */
    public BusinessFact fact() {
        return new BusinessFact(event, claim, happenedAt);
    }
}
