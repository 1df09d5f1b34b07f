// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.NoteSignature;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of one witness, as it was made with them: of Ed25519, of ML-DSA-44, or of both, so that
 * a policy can name either. All of them sign, at one time.
 */
record WitnessKeys(List<NoteSigner> signers) {

    WitnessKeys {
        signers = List.copyOf(signers);
    }

    /** What verifies the cosignatures, in the order in which they are made. */
    List<VerifierKey> keys() {
        return signers.stream().map(NoteSigner::key).toList();
    }

    /**
     * A cosignature of each key. ML-DSA-44 covers no extension lines, so it signs no checkpoint
     * that has some.
     *
     * @param time seconds since 1970
     * @throws Untrusted when no key can sign this checkpoint
     */
    List<NoteSignature> cosign(Checkpoint checkpoint, long time) {
        List<NoteSignature> lines = new ArrayList<>();
        List<Untrusted> faults = new ArrayList<>();
        for (NoteSigner signer : signers) {
            try {
                lines.add(signer.cosign(checkpoint, time));
            } catch (Untrusted fault) {
                faults.add(fault);
            }
        }
        if (lines.isEmpty()) {
            throw faults.getFirst();
        }
        return lines;
    }
}
