// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.NoteSignature;
import io.temoin.transparency.note.NoteSigner;
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
 * The last checkpoint of a log that this witness cosigned. Its signature makes it its own proof:
 * whoever alters the stored note has to have the witness's key.
 *
 * @param note the checkpoint with the log's signatures and then the witness's own
 * @param checkpoint its text
 * @param cosignature the witness's own signature line
 * @param time when the witness signed
 */
record LastCosigned(
        SignedNote note, Checkpoint checkpoint, NoteSignature cosignature, Instant time) {

    /** Signs. The result is nobody's before it is stored. */
    static LastCosigned sign(NoteSigner witness, VerifiedNote verified, Instant time) {
        Checkpoint checkpoint = Checkpoint.parse(verified.text());
        NoteSignature cosignature = witness.cosign(checkpoint, time.getEpochSecond());
        SignedNote note = signedBy(verified).with(List.of(cosignature));
        return new LastCosigned(
                note, checkpoint, cosignature, Instant.ofEpochSecond(time.getEpochSecond()));
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
    static LastCosigned read(byte[] stored, VerifierKey witness, Collection<VerifierKey> logKeys) {
        SignedNote note = SignedNote.parse(stored);
        List<VerifierKey> trusted = new ArrayList<>(logKeys);
        trusted.add(witness);
        VerifiedSignature own =
                note.verify(trusted).signatures().stream()
                        .filter(signature -> signature.key().equals(witness))
                        .findFirst()
                        .orElseThrow(() -> new Untrusted("It has no signature of this witness."));
        return new LastCosigned(
                note, Checkpoint.parse(note.text()), own.line(), Instant.ofEpochSecond(own.time()));
    }

    /** Size and root. */
    TreeHead head() {
        return checkpoint.head();
    }
}
