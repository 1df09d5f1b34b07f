// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure.domain;

/** What became of the person in the audit trail. */
public enum TrailOutcome {
    /** The identity has left it; the proofs stay. */
    ERASED,
    /**
     * Another controller has entries about the person, and the key is the same: the entries go when
     * their period is over.
     */
    LEFT_TO_ITS_PERIOD
}
