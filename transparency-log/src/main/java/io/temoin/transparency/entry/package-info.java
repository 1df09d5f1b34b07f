// SPDX-License-Identifier: Apache-2.0
/** The leaf of the audit log: an id and a commitment, and what may be shown of it later. */
@NullMarked
package io.temoin.transparency.entry;

import org.jspecify.annotations.NullMarked;
