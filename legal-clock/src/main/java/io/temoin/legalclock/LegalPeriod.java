// SPDX-License-Identifier: Apache-2.0
package io.temoin.legalclock;

/** A period as a legal text states it; each kind is counted by rules of its own. */
public sealed interface LegalPeriod {

    /**
     * Calendar months: they end with the day of the same number, or with the last day of a month
     * that has none.
     */
    record Months(int months) implements LegalPeriod {
        public Months {
            atLeastOne(months);
        }
    }

    /** Calendar days; the day on which they begin does not count. */
    record Days(int days) implements LegalPeriod {
        public Days {
            atLeastOne(days);
        }
    }

    /** Hours that pass, whatever the clocks on the wall show and whichever day it is. */
    record Hours(int hours) implements LegalPeriod {
        public Hours {
            atLeastOne(hours);
        }
    }

    /**
     * Working days of the country (French jours ouvrables or jours ouvrés). Where its holidays are
     * unknown, each day of {@code week} counts, so that the period is not longer than lawful.
     */
    record Working(int days, WorkingWeek week) implements LegalPeriod {
        public Working {
            atLeastOne(days);
        }
    }

    private static void atLeastOne(int amount) {
        if (amount < 1) {
            throw new IllegalArgumentException("a period is one unit at least: " + amount);
        }
    }
}
