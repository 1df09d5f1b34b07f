// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.util.UUID;

/**
 * What an event about the trail tells of one data subject, sealed under that person's key. It names
 * the key and not the person: once the key is destroyed, nobody can tell who it was.
 *
 * @param key id of the key
 * @param sealed base64 of the ciphertext: which filter, or which field, held the person's pseudonym
 */
public record SealedPerson(UUID key, String sealed) {

    /** Stands for somebody who was erased; no value of a filter looks so, and it finds nothing. */
    public static final String ERASED = "(erased)";

    /** Only the key's id. */
    @Override
    public String toString() {
        return "SealedPerson[" + key + "]";
    }
}
