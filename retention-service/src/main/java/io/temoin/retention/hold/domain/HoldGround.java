// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold.domain;

/** Why a legal hold is placed. */
public enum HoldGround {
    /** A claim is brought, or has to be expected (GDPR art. 17(3)(e)). */
    LITIGATION,
    /** A court or an investigating authority orders it. */
    JUDICIAL_ORDER,
    /** A supervisory authority examines the matter. */
    REGULATOR_INQUIRY,
    /** A person's complaint is being handled. */
    COMPLAINT,
    /** The controller examines a suspicion of its own. */
    INTERNAL_INVESTIGATION
}
