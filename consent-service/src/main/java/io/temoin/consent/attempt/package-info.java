// SPDX-License-Identifier: Apache-2.0
/** What became of the calls that were decided. */
@NullMarked
package io.temoin.consent.attempt;

import org.jspecify.annotations.NullMarked;
