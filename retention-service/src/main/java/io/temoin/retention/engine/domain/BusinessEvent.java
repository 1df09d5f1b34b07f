// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import io.temoin.retention.policy.domain.RetentionTrigger;

/**
 * What became of the business that a call was about. Only the business system knows it: it happens
 * after the call.
 */
public enum BusinessEvent {
    /** A proposal was made: from then on the person has a month to answer (R.112-7). */
    PROPOSAL_MADE(RetentionTrigger.PROPOSAL_MADE),
    /** The person refused it: the recording is destroyed at once (R.112-7). */
    PROPOSAL_REFUSED(RetentionTrigger.PROPOSAL_MADE),
    /** The contract was signed: the recording is kept for two years from then on (R.112-7). */
    CONTRACT_SIGNED(RetentionTrigger.CONTRACT_SIGNED);

    private final RetentionTrigger trigger;

    BusinessEvent(RetentionTrigger trigger) {
        this.trigger = trigger;
    }

    /** An item depends on the event when a policy of it runs from this. */
    RetentionTrigger trigger() {
        return trigger;
    }
}
