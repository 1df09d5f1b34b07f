// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.inspection.domain;

/** An answer that tells something about one person. */
public enum PersonalDocument {
    /** A consent and all that has happened to it. */
    CONSENT_RECORD,
    /** The signed receipt of a consent. */
    CONSENT_RECEIPT,
    /** The copy of a consent's proof, the only answer with a phone number in clear. */
    CONSENT_PROOF,
    /** How the person wishes to be reached, with its history. */
    PREFERENCES,
    /** A call decision read again. */
    CALL_DECISION,
    /** What the person was told in a call, and what they answered. */
    NOTICES_SERVED,
    /** Everything one controller knows of the person, as the person sees it. */
    OWN_CONTACT,
    /** What a person who asks for rectification says is wrong, and what would be right. */
    REQUESTED_CORRECTION
}
