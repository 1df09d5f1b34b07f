// SPDX-License-Identifier: Apache-2.0
/** The program with which somebody who does not trust us checks what we say. */
@NullMarked
package io.temoin.verify;

import org.jspecify.annotations.NullMarked;
