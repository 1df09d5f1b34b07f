// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.temoin.bench.figure;

import org.jspecify.annotations.NullMarked;
