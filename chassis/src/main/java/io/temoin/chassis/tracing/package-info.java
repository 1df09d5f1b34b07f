// SPDX-License-Identifier: Apache-2.0
/** What spans there are and what they may carry. */
@NullMarked
package io.temoin.chassis.tracing;

import org.jspecify.annotations.NullMarked;
