// SPDX-License-Identifier: Apache-2.0
/** Samples for integrators, compiled and run by tests. */
@NullMarked
package io.temoin.samples;

import org.jspecify.annotations.NullMarked;
