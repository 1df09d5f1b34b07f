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
    CONTRACT_SIGNED,
    /** A document was drawn from listening to a call. */
    SHEET_CREATED,
    /** The person agreed to the purpose. */
    CONSENT_GIVEN,
    /** The proof of a consent was collected. */
    CONSENT_COLLECTED,
    /** A consent was last relied on. */
    CONSENT_USED,
    /** The person asked to be called. */
    REQUEST_RECEIVED,
    /** The person got in touch for the last time; what the controller sends does not count. */
    LAST_CONTACT_FROM_PERSON,
    /** The person objected. */
    OBJECTION_RECORDED,
    /** The contract ended. */
    CONTRACT_ENDED,
    /** The complaint was closed. */
    COMPLAINT_CLOSED,
    /** A legal hold was placed. */
    HOLD_PLACED,
    /** An alert was qualified by a person. */
    ALERT_QUALIFIED,
    /** An entry of a log was written. */
    ENTRY_WRITTEN,
    /** A request of a data subject was closed. */
    DSR_CLOSED,
    /** A personal data breach was closed. */
    BREACH_CLOSED;

    /**
     * Whether it is the end of something that runs until then, such as a contract. What begins
     * later, or never, is another matter: nothing is kept for a signature that nobody gave.
     */
    public boolean endsWhatRuns() {
        return switch (this) {
            case CONTRACT_ENDED, COMPLAINT_CLOSED, DSR_CLOSED, BREACH_CLOSED -> true;
            case RECORDING_ENDED,
                    PROPOSAL_MADE,
                    CONTRACT_CONCLUDED,
                    CONTRACT_SIGNED,
                    SHEET_CREATED,
                    CONSENT_GIVEN,
                    CONSENT_COLLECTED,
                    CONSENT_USED,
                    REQUEST_RECEIVED,
                    LAST_CONTACT_FROM_PERSON,
                    OBJECTION_RECORDED,
                    HOLD_PLACED,
                    ALERT_QUALIFIED,
                    ENTRY_WRITTEN ->
                    false;
        };
    }
}
