// SPDX-License-Identifier: Apache-2.0
/**
 * A witness (c2sp.org/tlog-witness): remembers the last head of each log, and cosigns only what
 * grew out of it.
 */
@NullMarked
package io.temoin.witness;

import org.jspecify.annotations.NullMarked;
