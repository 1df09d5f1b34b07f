// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

/** Why a package was taken back before its time was over. */
public enum RevocationReason {
    /** A link or its passphrase reached somebody else. */
    WRONG_RECIPIENT,
    /** Whoever asked may not be the person. */
    IDENTITY_DOUBTED,
    /** Something in it is wrong, or should not be in it. */
    CONTENT_WRONG,
    /** The person does not want it any more. */
    NO_LONGER_WANTED,
    /** Something that it copies had to be destroyed, in every copy. */
    SOURCE_DESTROYED
}
