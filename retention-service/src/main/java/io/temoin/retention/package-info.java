// SPDX-License-Identifier: Apache-2.0
/** Decides when each recording has to go, has it destroyed then, and explains it. */
@NullMarked
package io.temoin.retention;

import org.jspecify.annotations.NullMarked;
