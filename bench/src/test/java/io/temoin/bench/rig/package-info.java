// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.temoin.bench.rig;

import org.jspecify.annotations.NullMarked;
