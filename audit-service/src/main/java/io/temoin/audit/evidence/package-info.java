// SPDX-License-Identifier: Apache-2.0
/** Evidence for strangers: the entries of a case with their proofs, checked before it leaves. */
@NullMarked
package io.temoin.audit.evidence;

import org.jspecify.annotations.NullMarked;
