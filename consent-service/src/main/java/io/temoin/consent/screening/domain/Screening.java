// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening.domain;

import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * What looking for one number in one register found. Kept with the decision it was made for, so
 * that the decision can be made again without the register.
 *
 * @param register code of the register
 * @param asOf the day the copy shows the register of; absent when there is no copy
 * @param listed whether the number is in the copy
 */
public record Screening(String register, @Nullable LocalDate asOf, boolean listed) {

    /** Of a register that was never imported. */
    public static Screening ofNoCopy(String register) {
        return new Screening(register, null, false);
    }

    /** Whether there is a copy that may still be relied on at {@code today}, that day included. */
    public boolean isFresh(Period within, LocalDate today) {
        return asOf != null && !asOf.plus(within).isBefore(today);
    }
}
