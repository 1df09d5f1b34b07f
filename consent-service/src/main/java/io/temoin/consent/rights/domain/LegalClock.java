// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights.domain;

import io.temoin.legalclock.LegalCalendar;
import io.temoin.legalclock.LegalPeriod.Months;
import java.time.Instant;

/** When a request has to be answered, by the calendar of the controllers' country. */
final class LegalClock {

    private static final io.temoin.legalclock.LegalClock CLOCK =
            new io.temoin.legalclock.LegalClock(LegalCalendar.FRANCE);
    private static final Months A_MONTH = new Months(1);

    private LegalClock() {}

    /** The end of the day a month later, rolled over to a working day. Exclusive. */
    static Instant aMonthAfter(Instant receipt) {
        return CLOCK.end(receipt, A_MONTH);
    }
}
