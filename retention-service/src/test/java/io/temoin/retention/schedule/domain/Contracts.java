// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.ENDED;
import static io.temoin.retention.schedule.domain.RetainedItems.PARIS;

import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ItemRetained;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;

/** The recording of the tests, which a law orders kept for two years from something later. */
final class Contracts {

    static final String LAW = "a law of two years";

    private Contracts() {}

    static RetainedItemEvent retained(RetentionTrigger from) {
        return new ItemRetained(
                CALL.recording(),
                CALL.controller(),
                "voix-du-rhone",
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                ENDED,
                PARIS,
                List.of(
                        new RetentionPolicy(
                                Purpose.CUSTOMER_SERVICE,
                                1,
                                LocalDate.of(2026, 1, 1),
                                from,
                                Period.ofYears(2),
                                null,
                                false,
                                LAW)),
                List.of(),
                null);
    }
}
