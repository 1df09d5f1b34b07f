// SPDX-License-Identifier: Apache-2.0
/** Until when the proof that calls rest on is kept: the shell around its domain. */
@NullMarked
package io.temoin.retention.proof;

import org.jspecify.annotations.NullMarked;
