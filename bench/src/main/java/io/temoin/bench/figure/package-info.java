// SPDX-License-Identifier: Apache-2.0
/** One class for each line of the table. */
@NullMarked
package io.temoin.bench.figure;

import org.jspecify.annotations.NullMarked;
