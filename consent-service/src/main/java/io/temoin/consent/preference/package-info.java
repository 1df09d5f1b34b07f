// SPDX-License-Identifier: Apache-2.0
/** How people wish to be reached: said in parts, merged, read with its history. */
@NullMarked
package io.temoin.consent.preference;

import org.jspecify.annotations.NullMarked;
