// SPDX-License-Identifier: Apache-2.0
/**
 * {@code ./temoin bench}: every figure next to its limit, both measured in the same minute on the
 * same machine.
 */
@NullMarked
package io.temoin.bench;

import org.jspecify.annotations.NullMarked;
