// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import java.time.Instant;

/**
 * A place in the trail's order.
 *
 * @param position tells entries of the same instant apart, in the order they arrived
 */
public record TrailCursor(Instant at, long position) {}
