// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.runtime.Startup;
import io.temoin.audit.AuditConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * How long the trail is kept: 6 to 12 months, and up to 3 years for the internal control of a risk
 * of misuse, by a documented procedure (CNIL, délibération 2021-122). Refuses to start with
 * anything else. Days are those of UTC, as those of the logs' periods are.
 */
@Singleton
@Startup
class KeepingPeriod {

    private static final Pattern HALF = Pattern.compile("\\d{4}-[12]");
    private static final int LEAST_MONTHS = 6;
    private static final int MOST_MONTHS = 12;
    private static final int MOST_MONTHS_OF_CONTROL = 36;
    private static final int MONTHS_OF_HALF_A_YEAR = 6;

    private final Period period;

    @Inject
    KeepingPeriod(AuditConfig config) {
        this(config.keep(), config.internalControl().isPresent());
    }

    KeepingPeriod(Period period, boolean documented) {
        this.period = period;
        long months = period.toTotalMonths();
        long most = documented ? MOST_MONTHS_OF_CONTROL : MOST_MONTHS;
        if (!period.equals(period.withDays(0)) || months < LEAST_MONTHS || months > most) {
            throw new IllegalStateException(
                    "temoin.audit.keep is %s; it must be 6 to 12 whole months, or up to 36 if"
                                    .formatted(period)
                            + " temoin.audit.internal-control names the procedure that requires"
                            + " it");
        }
    }

    /** What entered the trail before that is over. */
    Instant isOverBefore(Instant now) {
        return start(LocalDate.ofInstant(now, ZoneOffset.UTC).minus(period));
    }

    /**
     * When a log takes no more entries.
     *
     * @param half such as {@code 2026-2}
     */
    static Instant endOf(String half) {
        int year = Integer.parseInt(half.substring(0, half.indexOf('-')));
        boolean first = half.endsWith("-1");
        LocalDate begin = LocalDate.of(year, first ? 1 : 1 + MONTHS_OF_HALF_A_YEAR, 1);
        return start(begin.plusMonths(MONTHS_OF_HALF_A_YEAR));
    }

    /** Whether a log takes no more entries from then on; never, if that is no half of a year. */
    static boolean isEndOf(String half, Instant moment) {
        return HALF.matcher(half).matches() && endOf(half).equals(moment);
    }

    /** How long that is. */
    Period period() {
        return period;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
