// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.NoteSignature;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifiedNote;
import io.temoin.transparency.note.VerifiedSignature;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.TreeHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last checkpoint of a log that this witness cosigned. Its signatures make it its own proof:
 * whoever alters the stored note has to have a key of the witness.
 *
 * @param note the checkpoint with the log's signatures and then the witness's own
 * @param checkpoint its text
 * @param cosignatures the witness's own signature lines
 * @param time when the witness signed
 */
record LastCosigned(
        SignedNote note, Checkpoint checkpoint, List<NoteSignature> cosignatures, Instant time) {

    LastCosigned {
        cosignatures = List.copyOf(cosignatures);
    }

    /**
     * Signs. The result is nobody's before it is stored.
     *
     * @throws Untrusted when no key can sign this checkpoint
     */
    static LastCosigned sign(WitnessKeys witness, VerifiedNote verified, Instant time) {
        Checkpoint checkpoint = Checkpoint.parse(verified.text());
        List<NoteSignature> cosignatures = witness.cosign(checkpoint, time.getEpochSecond());
        SignedNote note = signedBy(verified).with(cosignatures);
        return new LastCosigned(
                note, checkpoint, cosignatures, Instant.ofEpochSecond(time.getEpochSecond()));
    }

    /**
     * The note with one signature of each trusted key, and with no line that was not verified:
     * whatever a sender adds is not kept.
     */
    static SignedNote signedBy(VerifiedNote verified) {
        Map<VerifierKey, NoteSignature> lines = new LinkedHashMap<>();
        verified.signatures().forEach(one -> lines.putIfAbsent(one.key(), one.line()));
        return new SignedNote(verified.text(), List.copyOf(lines.values()));
    }

    /**
     * Reads a stored note.
     *
     * @throws Untrusted when it is not a note that this witness signed, or a key of the log is
     *     claimed wrongly
     */
    static LastCosigned read(
            byte[] stored, Collection<VerifierKey> witness, Collection<VerifierKey> logKeys) {
        SignedNote note = SignedNote.parse(stored);
        List<VerifierKey> trusted = new ArrayList<>(logKeys);
        trusted.addAll(witness);
        List<VerifiedSignature> own =
                note.verify(trusted).signatures().stream()
                        .filter(signature -> witness.contains(signature.key()))
                        .toList();
        if (own.isEmpty()) {
            throw new Untrusted("It does not have a signature of this witness.");
        }
        return new LastCosigned(
                note,
                Checkpoint.parse(note.text()),
                own.stream().map(VerifiedSignature::line).toList(),
                Instant.ofEpochSecond(own.getFirst().time()));
    }

    /** Size and root. */
    TreeHead head() {
        return checkpoint.head();
    }
}
