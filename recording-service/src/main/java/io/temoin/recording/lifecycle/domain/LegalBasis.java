// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

/** What a purpose of a recording rests on (GDPR art. 6(1)). */
public enum LegalBasis {
    CONSENT,
    CONTRACT,
    LEGAL_OBLIGATION,
    VITAL_INTEREST,
    PUBLIC_TASK,
    LEGITIMATE_INTEREST;

    /** Whether a withdrawal of consent ends it (GDPR art. 7(3)). */
    boolean endsWithConsent() {
        return this == CONSENT;
    }

    /**
     * Whether an objection ends it (GDPR art. 21(1)); to what rests on consent it is a withdrawal.
     */
    boolean endsWithObjection() {
        return switch (this) {
            case CONSENT, PUBLIC_TASK, LEGITIMATE_INTEREST -> true;
            case CONTRACT, LEGAL_OBLIGATION, VITAL_INTEREST -> false;
        };
    }
}
