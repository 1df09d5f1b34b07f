// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation.domain;

/** What becomes of an item under some policies. */
public enum SimulatedOutcome {
    /** Its last day is over, and nothing keeps it: the next run orders it destroyed. */
    DUE,
    /**
     * Its last day is over, but a person has to look at it first: it goes once somebody lets it go,
     * or at the end of its maximum.
     */
    AWAITING_REVIEW,
    /** It goes after its last day. */
    SCHEDULED,
    /** No purpose needs it until its last day, but a text orders it kept. */
    UNDER_MINIMUM,
    /** A legal hold keeps it, whatever its last day is. */
    HELD,
    /** Its last day is over, but an open request of its person keeps it. */
    FROZEN,
    /**
     * Its person is erased, but it proves that the recording of its call is lawful, which stays: it
     * goes with it, or on its own last day.
     */
    KEPT_WITH_RECORDING,
    /** One text orders it kept and another destroyed; a person decides. */
    IN_CONFLICT,
    /** It has no last day: what starts its period is not known to have happened. */
    AWAITING_TRIGGER,
    /** It has no last day: no policy says how long it is kept. */
    AWAITING_POLICY,
    /** It is kept for as long as it has to be honoured. */
    KEPT
}
