// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

/** What of a consent can be put right (GDPR art. 16); everything else of it is the proof. */
public enum ConsentField {
    /** What the calls are about, in the controller's own code. */
    OBJECT,
    /** When the person agreed to be called. */
    EXACT_SLOT,
    /** When the consent ends (exclusive). */
    VALID_UNTIL,
    /** Language of the words used, BCP 47. */
    LANGUAGE,
    /** The script, form or place at which it was asked for. */
    COLLECTION_POINT,
    /** Who collected it, by a pseudonym or staff id. */
    AGENT
}
