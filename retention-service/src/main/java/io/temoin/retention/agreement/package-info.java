// SPDX-License-Identifier: Apache-2.0
/** Follows the agreements on which rests what a processor sees. */
@NullMarked
package io.temoin.retention.agreement;

import org.jspecify.annotations.NullMarked;
