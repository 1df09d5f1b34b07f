// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

/** What outranks the erasure of an item, or stands in its way. */
public enum KeepingCause {
    /** A legal hold (GDPR art. 17(3)(e)), until it is released. */
    LEGAL_HOLD,
    /**
     * A text orders it kept (GDPR art. 17(3)(b)): until a day, or while what its period runs from
     * has not come, such as the end of a contract.
     */
    STATUTORY_MINIMUM,
    /** Two texts order opposite things, and nobody has decided yet. */
    CONFLICT,
    /** It keeps the person from being called again (GDPR art. 21(3)). */
    SUPPRESSION,
    /** It proves that the person was answered (GDPR art. 5(2)). */
    REQUEST_FILE,
    /** It proves that a recording which stays was made lawfully (GDPR art. 5(2), 7(1)). */
    KEPT_RECORDING,
    /**
     * Its owner did not destroy it, for instance since it still needs it for what it is there for.
     * No law keeps it, so it is ordered again every day.
     */
    REFUSED_BY_OWNER
}
