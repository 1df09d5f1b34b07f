// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold.domain;

/** Why a legal hold is released. */
public enum ReleaseGround {
    /** The case is closed for good. */
    CASE_CLOSED,
    /** Whoever ordered the hold has lifted it. */
    ORDER_LIFTED,
    /** It was placed by mistake. */
    PLACED_IN_ERROR,
    /** Another hold covers what the case still needs. */
    REPLACED
}
