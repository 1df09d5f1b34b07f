// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.util.regex.Pattern;

/**
 * The stated reason of an access. A code and a reference, never free text: a sentence about a
 * person must not travel in clear.
 *
 * @param reference where the reason is documented, for instance a ticket
 */
public record AccessReason(Code code, String reference) {

    /** Why somebody may need to hear a call. */
    public enum Code {
        QUALITY_CAMPAIGN,
        COMPLAINT,
        DISPUTE,
        /**
         * Establishing, exercising or defending a legal claim: the only reason for which what is
         * restricted may be heard (GDPR art. 18(2)), and the data protection officer's alone.
         */
        LEGAL_CLAIM,
        TRAINING_SESSION,
        DATA_SUBJECT_REQUEST,
        AUTHORITY_REQUEST,
        INCIDENT
    }

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");

    public AccessReason {
        if (!REFERENCE.matcher(reference).matches()) {
            throw new IllegalArgumentException(
                    "a reference is 1 to 64 letters, digits and '.', '_', '/', '-'");
        }
    }
}
