// SPDX-License-Identifier: Apache-2.0
package io.temoin.legalclock;

import java.time.LocalDate;

/** Easter of the Gregorian calendar, on which movable holidays depend. */
final class Easter {

    private Easter() {}

    /** Easter Sunday of a year from 1583 on (Meeus, Jones and Butcher's computus). */
    static LocalDate sunday(int year) {
        int golden = year % 19;
        int century = year / 100;
        int ofCentury = year % 100;
        int leapCenturies = century / 4;
        int lunar = (century - (century + 8) / 25 + 1) / 3;
        int epact = (19 * golden + century - leapCenturies - lunar + 15) % 30;
        int toSunday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7;
        int late = (golden + 11 * epact + 22 * toSunday) / 451;
        int days = epact + toSunday - 7 * late + 114;
        return LocalDate.of(year, days / 31, days % 31 + 1);
    }
}
