// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/**
 * Why a call is made or recorded; the part of the purposes catalogue that calls need. Open for
 * extension: a purpose is never removed, since recorded events name it.
 */
public enum Purpose {
    /** A call to promote or sell (C. conso. L223-1): needs consent in France. */
    PROSPECTING_CALL(false),
    /** A call about what the person has or asked for: an appointment, a delivery, an outage. */
    CUSTOMER_SERVICE(false),
    /** Service quality: a sampled recording, legitimate interest, 6 months at most. */
    QUALITY(true),
    /** Staff training: a sampled recording, legitimate interest, 6 months at most. */
    TRAINING(true),
    /** Agent evaluation: a sampled recording, legitimate interest, 6 months at most. */
    EVALUATION(true),

    // Recordings that the law orders.
    /** Insurance canvassing that led to a contract (C. assurances R112-7). */
    INSURANCE_SALE(true),
    /** Insurance canvassing that led to none (C. assurances R112-7). */
    INSURANCE_NO_SALE(true),
    /** Orders on financial instruments (MiFID II art. 16(7)). */
    INVESTMENT_ORDER(true);

    private final boolean recording;

    Purpose(boolean recording) {
        this.recording = recording;
    }

    /** Whether a call for it is to promote or sell. */
    public boolean isProspecting() {
        return this == PROSPECTING_CALL;
    }

    /** Whether a call may be recorded for it; the others are reasons to place a call. */
    public boolean isRecording() {
        return recording;
    }
}
