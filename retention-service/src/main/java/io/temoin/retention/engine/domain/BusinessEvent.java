// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import org.jspecify.annotations.Nullable;

/**
 * What became of the business that a call was about. Only the business system knows it: it happens
 * after the call.
 */
public enum BusinessEvent {
    /** A person has qualified an alert, for instance of fraud. */
    ALERT_QUALIFIED(RetentionTrigger.ALERT_QUALIFIED),
    /** A supervisor asked the controller to keep its records longer (MiFID II art. 16(7)). */
    AUTHORITY_REQUEST(null),
    /** A claim has ended: settled, withdrawn, or decided for good. */
    CLAIM_CLOSED(null),
    /** Somebody claims that the controller is liable; a text may stop periods until it ends. */
    CLAIM_MADE(null),
    /** A complaint was closed; the last time counts. */
    COMPLAINT_CLOSED(RetentionTrigger.COMPLAINT_CLOSED),
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

    private final @Nullable RetentionTrigger trigger;

    BusinessEvent(@Nullable RetentionTrigger trigger) {
        this.trigger = trigger;
    }

    /** What periods run from when it happens; {@code null} if none does, as of claims. */
    public @Nullable RetentionTrigger trigger() {
        return trigger;
    }

    /**
     * Whether it happens again and again, so that the last time counts; of any other event the
     * first report does, except of claims, of which there may be many.
     */
    public boolean repeats() {
        return switch (this) {
            case AUTHORITY_REQUEST, COMPLAINT_CLOSED, LAST_CONTACT_FROM_PERSON -> true;
            case ALERT_QUALIFIED,
                    CLAIM_CLOSED,
                    CLAIM_MADE,
                    CONTRACT_ENDED,
                    PROPOSAL_MADE,
                    PROPOSAL_REFUSED,
                    CONTRACT_SIGNED,
                    WRITTEN_CONFIRMATION ->
                    false;
        };
    }

    /** Whether it can be reported of a person, rather than of a call or a contract. */
    public boolean concernsPerson() {
        return switch (this) {
            case ALERT_QUALIFIED,
                    AUTHORITY_REQUEST,
                    CLAIM_CLOSED,
                    CLAIM_MADE,
                    COMPLAINT_CLOSED,
                    LAST_CONTACT_FROM_PERSON ->
                    true;
            case CONTRACT_ENDED,
                    PROPOSAL_MADE,
                    PROPOSAL_REFUSED,
                    CONTRACT_SIGNED,
                    WRITTEN_CONFIRMATION ->
                    false;
        };
    }

    /** Whether a period of the policy runs from the event, stops at it, or is longer for it. */
    public boolean concerns(RetentionPolicy policy) {
        return switch (this) {
            case CLAIM_CLOSED, CLAIM_MADE -> policy.suspendsClock();
            case AUTHORITY_REQUEST -> policy.extension(name()) != null;
            case ALERT_QUALIFIED,
                    COMPLAINT_CLOSED,
                    CONTRACT_ENDED,
                    PROPOSAL_MADE,
                    PROPOSAL_REFUSED,
                    CONTRACT_SIGNED,
                    LAST_CONTACT_FROM_PERSON,
                    WRITTEN_CONFIRMATION ->
                    policy.trigger() == trigger;
        };
    }
}
