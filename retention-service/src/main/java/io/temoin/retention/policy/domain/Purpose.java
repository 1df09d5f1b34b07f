// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

/** A purpose for which a recording may be kept. Each has a {@link RetentionPolicy}. */
public enum Purpose {
    /** Staff training. */
    TRAINING,
    /** Evaluation of agents. */
    EVALUATION,
    /** Quality of service. */
    QUALITY,
    /** Abuse of an agent, who started the recording. */
    INCIVILITY,
    /** Proof of a contract concluded orally. */
    CONTRACT_PROOF,
    /** Insurance canvassing that led to a contract. */
    INSURANCE_SALE,
    /** Insurance canvassing that did not. */
    INSURANCE_NO_SALE,
    /** Calls about orders on financial instruments. */
    INVESTMENT_ORDER,
    /** Medical regulation of out-of-hours care. */
    MEDICAL_REGULATION,
    /** Emergency calls. */
    EMERGENCY
}
