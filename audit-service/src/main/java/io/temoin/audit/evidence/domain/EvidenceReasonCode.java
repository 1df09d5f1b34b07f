// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence.domain;

/** Why somebody may need evidence. */
public enum EvidenceReasonCode {
    /** A supervisory authority asked, such as the CNIL. */
    AUTHORITY_REQUEST,
    /** A court ordered it, or an expert of a court asked. */
    COURT_ORDER,
    /** A person exercises a right (GDPR art. 15 to 22). */
    DATA_SUBJECT_REQUEST,
    /** Somebody complained. */
    COMPLAINT,
    /** There is a dispute, or there may be one. */
    DISPUTE,
    /** An incident is looked into. */
    INCIDENT,
    /** The tenant's own control or audit. */
    INTERNAL_CONTROL
}
