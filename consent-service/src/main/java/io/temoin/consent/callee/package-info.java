// SPDX-License-Identifier: Apache-2.0
/** Who would be called: their number, their pseudonym, and where they may be. */
@NullMarked
package io.temoin.consent.callee;

import org.jspecify.annotations.NullMarked;
