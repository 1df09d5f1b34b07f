// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.inspection.domain;

/** What a document says about a person. */
public enum PersonalField {
    /** The phone number, in clear. */
    NUMBER,
    /** What the person agreed to, and until when. */
    CONSENT,
    /** What shows that they agreed: act, wording, reference of the recording or form. */
    EVIDENCE,
    /** That a consent was taken back. */
    WITHDRAWALS,
    /** That the person objected. */
    OBJECTIONS,
    /** How and when they wish to be reached. */
    PREFERENCES,
    /** Whether they might be called, and why. */
    DECISIONS,
    /** Calls, and what became of them. */
    CALLS,
    /** What the person answered in a call. */
    ANSWERS,
    /** That calls were recorded, what for, and until when that is kept. */
    RECORDINGS,
    /** Who was allowed to listen to them. */
    LISTENINGS,
    /** What the person asked the rights desk for, and where that is. */
    REQUESTS
}
