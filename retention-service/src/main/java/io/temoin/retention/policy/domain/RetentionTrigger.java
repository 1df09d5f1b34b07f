// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

/** The event from which a retention period runs (fait générateur). */
public enum RetentionTrigger {
    /** The recorded call, or its recorded part, ended. */
    RECORDING_ENDED,
    /**
     * An insurance proposal was made: in the recorded call, unless a later day is reported. Its
     * period ends without a duty when the contract is signed within it.
     */
    PROPOSAL_MADE,
    /** A contract was concluded orally, in the recorded call. */
    CONTRACT_CONCLUDED,
    /** A contract was signed, at some time after the call: its clock waits until that is known. */
    CONTRACT_SIGNED
}
