// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

/** What a letter to the person is for. */
public enum LetterKind {
    /** The request arrived, and by when it is answered. */
    ACKNOWLEDGEMENT,
    /** The person is asked to prove who they are (GDPR art. 12(6)). */
    IDENTITY_PROOF,
    /** The answer takes longer, and why (GDPR art. 12(3)). */
    EXTENSION,
    /** What was granted, and what was not (GDPR art. 12(3)). */
    ANSWER,
    /** Nothing was granted, why, and where to complain (GDPR art. 12(4)). */
    REFUSAL,
    /** What was destroyed, what stays and why (GDPR art. 17(3)). */
    ERASURE,
    /** Who received the data, and who of them was told (GDPR art. 19). */
    RECIPIENTS
}
