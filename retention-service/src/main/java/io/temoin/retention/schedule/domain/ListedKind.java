// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

/** What a listed item is: a recording, or an item of the register. */
public enum ListedKind {
    /** The audio of a call. */
    RECORDING,
    /** Proof that a person agreed. */
    CONSENT_PROOF,
    /** Whether a call was allowed, and why. */
    CALL_DECISION,
    /** A call that was tried. */
    CALL_ATTEMPT,
    /** What was said to a person at the beginning of a call. */
    NOTICE_SERVED,
    /** How and when a person wants to be reached. */
    PREFERENCE,
    /** A link by which a person sees their own data. */
    SELF_SERVICE_LINK,
    /** That a person must not be called. */
    SUPPRESSION,
    /** An analysis document drawn from a recording. */
    SHEET,
    /** What was said in a recording, as text. */
    TRANSCRIPT,
    /** An extract of the audit trail. */
    EXPORT,
    /** Evidence of a case that was handed out. */
    EVIDENCE,
    /** The file of a request of a person. */
    REQUEST
}
