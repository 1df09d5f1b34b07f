// SPDX-License-Identifier: Apache-2.0
/**
 * Deadlines as the law counts them: months, hours, calendar and working days, in one country's
 * calendar. JDK only; the caller passes every date.
 */
@NullMarked
package io.temoin.legalclock;

import org.jspecify.annotations.NullMarked;
