// SPDX-License-Identifier: Apache-2.0
/** What is measured and what it is measured against, as processes. */
@NullMarked
package io.temoin.bench.rig;

import org.jspecify.annotations.NullMarked;
