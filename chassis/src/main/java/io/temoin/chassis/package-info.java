// SPDX-License-Identifier: Apache-2.0
/**
 * What the services share, in rooms of its own: {@code requests}, {@code events}, {@code start} and
 * {@code tracing}. Here is only what several of the rooms need. {@code events} may know the others,
 * {@code requests} and {@code start} may know {@code tracing}; the architecture test refuses
 * circles.
 */
@NullMarked
package io.temoin.chassis;

import org.jspecify.annotations.NullMarked;
