// SPDX-License-Identifier: Apache-2.0
/** What a register is, which copy of it counts, and what looking into it found. */
@NullMarked
package io.temoin.consent.screening.domain;

import org.jspecify.annotations.NullMarked;
