// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/** The event from which a retention period runs. */
public enum RetentionTrigger {
    /** The recorded call, or its recorded part, ended. */
    RECORDING_ENDED,
    /** A proposal was made during the call, and no contract followed. */
    PROPOSAL_MADE,
    /** The contract the call was about was signed. */
    CONTRACT_SIGNED
}
