// SPDX-License-Identifier: Apache-2.0
package io.temoin.legalclock;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Set;

/** Days of the week that a text counts as working days. */
public enum WorkingWeek {
    /** Jours ouvrables: Monday to Saturday. */
    MONDAY_TO_SATURDAY(DayOfWeek.SATURDAY),
    /** Jours ouvrés, and the working days of Regulation 1182/71 art. 2(2): Monday to Friday. */
    MONDAY_TO_FRIDAY(DayOfWeek.FRIDAY);

    private final DayOfWeek last;

    WorkingWeek(DayOfWeek last) {
        this.last = last;
    }

    /** The days that count. */
    public Set<DayOfWeek> days() {
        return EnumSet.range(DayOfWeek.MONDAY, last);
    }
}
