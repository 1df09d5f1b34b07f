// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

/**
 * Why a call is made or recorded; the part of the purposes catalogue that calls need. Open for
 * extension: a purpose is never removed, since recorded events name it.
 */
public enum Purpose {
    /** A call to promote or sell (C. conso. L223-1): needs consent in France. */
    PROSPECTING_CALL(Kind.CALL),
    /** A call about what the person has or asked for: an appointment, a delivery, an outage. */
    CUSTOMER_SERVICE(Kind.CALL),
    /** Service quality: a sampled recording, legitimate interest, 6 months at most. */
    QUALITY(Kind.CHOSEN),
    /** Staff training: a sampled recording, legitimate interest, 6 months at most. */
    TRAINING(Kind.CHOSEN),
    /** Agent evaluation: a sampled recording, legitimate interest, 6 months at most. */
    EVALUATION(Kind.CHOSEN),

    // Recordings that the law orders.
    /** Insurance canvassing that led to a contract (C. assurances R112-7). */
    INSURANCE_SALE(Kind.ORDERED),
    /** Insurance canvassing that did not lead to a contract (C. assurances R112-7). */
    INSURANCE_NO_SALE(Kind.ORDERED),
    /** Orders on financial instruments (MiFID II art. 16(7)). */
    INVESTMENT_ORDER(Kind.ORDERED);

    private enum Kind {
        CALL,
        CHOSEN,
        ORDERED
    }

    private final Kind kind;

    Purpose(Kind kind) {
        this.kind = kind;
    }

    /** Whether a call for it is to promote or sell. */
    public boolean isProspecting() {
        return this == PROSPECTING_CALL;
    }

    /** Whether a call may be recorded for it; the others are reasons to place a call. */
    public boolean isRecording() {
        return kind != Kind.CALL;
    }

    /** Whether it is a recording that a law orders, and no controller chooses. */
    public boolean isOrdered() {
        return kind == Kind.ORDERED;
    }
}
