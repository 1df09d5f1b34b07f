// SPDX-License-Identifier: Apache-2.0
/** Generators of load that are not the bottleneck. */
@NullMarked
package io.temoin.bench.load;

import org.jspecify.annotations.NullMarked;
