// SPDX-License-Identifier: Apache-2.0
/** Simulates a proposed policy over everything stored, before somebody activates it. */
@NullMarked
package io.temoin.retention.simulation;

import org.jspecify.annotations.NullMarked;
