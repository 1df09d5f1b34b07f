// SPDX-License-Identifier: Apache-2.0
/** Callers who want too much, and clients that take their time; on real sockets. */
@NullMarked
package io.temoin.consent.limits;

import org.jspecify.annotations.NullMarked;
