// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import io.temoin.retention.policy.domain.RetentionTrigger;

/**
 * What became of the business that a call was about. Only the business system knows it: it happens
 * after the call.
 */
public enum BusinessEvent {
    /** A person has qualified an alert, for instance of fraud. */
    ALERT_QUALIFIED(RetentionTrigger.ALERT_QUALIFIED),
    /** The contract ended. */
    CONTRACT_ENDED(RetentionTrigger.CONTRACT_ENDED),
    /** A proposal was made: from then on the person has a month to answer (R.112-7). */
    PROPOSAL_MADE(RetentionTrigger.PROPOSAL_MADE),
    /** The person refused it: the recording is destroyed at once (R.112-7). */
    PROPOSAL_REFUSED(RetentionTrigger.PROPOSAL_MADE),
    /** The contract was signed: the recording is kept for two years from then on (R.112-7). */
    CONTRACT_SIGNED(RetentionTrigger.CONTRACT_SIGNED),
    /** The person got in touch; the last time counts, whatever is reported first. */
    LAST_CONTACT_FROM_PERSON(RetentionTrigger.LAST_CONTACT_FROM_PERSON),
    /** A contract concluded orally was confirmed in writing: its recording proves nothing more. */
    WRITTEN_CONFIRMATION(RetentionTrigger.CONTRACT_CONCLUDED);

    private final RetentionTrigger trigger;

    BusinessEvent(RetentionTrigger trigger) {
        this.trigger = trigger;
    }

    /**
     * Whether it happens again and again, so that the last time counts; of any other event the
     * first report does.
     */
    public boolean repeats() {
        return this == LAST_CONTACT_FROM_PERSON;
    }

    /** Whether it can be reported of a person, rather than of a call or a contract. */
    public boolean concernsPerson() {
        return this == ALERT_QUALIFIED || this == LAST_CONTACT_FROM_PERSON;
    }

    /** An item depends on the event when a policy of it runs from this. */
    RetentionTrigger trigger() {
        return trigger;
    }
}
