// SPDX-License-Identifier: Apache-2.0
/** The suite as running processes: start, stop, watch, find again. */
@NullMarked
package io.temoin.launcher.suite;

import org.jspecify.annotations.NullMarked;
