// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

/** A purpose of the catalogue, for which something is kept. */
public enum Purpose {
    /** Staff training. */
    TRAINING(true),
    /** Evaluation of agents. */
    EVALUATION(true),
    /** Quality of service. */
    QUALITY(true),
    /** Abuse of an agent, who started the recording. */
    INCIVILITY(true),
    /** Proof of a contract concluded orally. */
    CONTRACT_PROOF(true),
    /** Insurance canvassing that led to a contract. */
    INSURANCE_SALE(true),
    /** Insurance canvassing that did not. */
    INSURANCE_NO_SALE(true),
    /** Calls about orders on financial instruments. */
    INVESTMENT_ORDER(true),
    /** Medical regulation of out-of-hours care. */
    MEDICAL_REGULATION(true),
    /** Emergency calls. */
    EMERGENCY(true),
    /** Documents drawn from listening to calls. */
    ANALYSIS_SHEET(false),
    /** Listening to calls while they take place; no audio is kept. */
    LIVE_MONITORING(false),
    /** Testimonials of customers. */
    TESTIMONIAL(false),
    /** Calls to win customers. */
    PROSPECTING_CALL(false),
    /** Data on people who may become customers. */
    PROSPECT_FILE(false),
    /** Proof that a person agreed. */
    CONSENT_EVIDENCE(false),
    /** Proof that a person asked to be called. */
    INFO_REQUEST_EVIDENCE(false),
    /** Numbers that must not be called. */
    SUPPRESSION(false),
    /** Service to customers. */
    CUSTOMER_SERVICE(false),
    /** Handling of complaints. */
    COMPLAINT(false),
    /** Establishment or defence of claims. */
    DISPUTE(false),
    /** Detection of fraud. */
    FRAUD(false),
    /** Log of accesses. */
    SECURITY_LOG(false),
    /** Proof of how requests of data subjects were handled. */
    DSR_FILE(false),
    /** Register of personal data breaches. */
    BREACH_REGISTER(false),
    /** Improvement of speech models. */
    MODEL_TRAINING(false);

    private final boolean recording;

    Purpose(boolean recording) {
        this.recording = recording;
    }

    /** Whether calls can be recorded for it. */
    public boolean isRecording() {
        return recording;
    }
}
