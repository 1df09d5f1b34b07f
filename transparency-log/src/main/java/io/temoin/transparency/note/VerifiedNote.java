// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.note;

import java.util.List;

/** A note with at least one signature of a trusted key, and none of a trusted key that is wrong. */
public record VerifiedNote(String text, List<VerifiedSignature> signatures) {

    /** Copies the list. */
    public VerifiedNote {
        signatures = List.copyOf(signatures);
    }

    /** Whether this key signed. */
    public boolean signedBy(VerifierKey key) {
        return signatures.stream().anyMatch(signature -> signature.key().equals(key));
    }
}
