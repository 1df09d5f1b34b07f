// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.trust;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.ConsistencyProof;
import io.temoin.transparency.tree.Hash;
import java.util.List;

/**
 * What a log sends to a witness (c2sp.org/tlog-witness, {@code add-checkpoint}): a checkpoint, and
 * the proof that it grew out of the one which the witness cosigned last.
 *
 * @param oldSize the size of that one, 0 if there was none
 * @param hashes the consistency proof
 * @param note the checkpoint with the log's signature
 */
public record AddCheckpoint(long oldSize, List<Hash> hashes, SignedNote note) {

    private static final String WHAT = "The request";

    /** Refuses what a witness answers with 400: sizes in the wrong order, too many hashes. */
    public AddCheckpoint {
        if (oldSize < 0 || oldSize > Checkpoint.parse(note.text()).head().size()) {
            throw new Untrusted("The old size is larger than the size in the checkpoint.");
        }
        if (hashes.size() > HashLines.MOST_HASHES) {
            throw new Untrusted("The request has more than 63 hashes.");
        }
        hashes = List.copyOf(hashes);
    }

    /** The request that goes with a proof. */
    public static AddCheckpoint of(ConsistencyProof proof, SignedNote note) {
        return new AddCheckpoint(proof.from(), proof.hashes(), note);
    }

    /** Reads the body of a request. */
    public static AddCheckpoint parse(byte[] body) {
        if (body.length > 2 * SignedNote.LONGEST) {
            throw new Untrusted("The request is longer than two million bytes.");
        }
        HashLines parts = HashLines.parse(StrictText.utf8(body, WHAT), WHAT);
        if (parts.head().size() != 1) {
            throw new Untrusted("The request has unexpected lines.");
        }
        return new AddCheckpoint(
                HashLines.number(parts.head().getFirst(), "old", WHAT),
                parts.hashes(),
                SignedNote.parse(parts.note()));
    }

    /** The body of the request. */
    public byte[] bytes() {
        String text = new HashLines(List.of("old " + oldSize), hashes, note.note()).text();
        return StrictText.bytes(text, WHAT);
    }

    /** The checkpoint, of which nothing is verified yet. */
    public Checkpoint checkpoint() {
        return Checkpoint.parse(note.text());
    }

    /**
     * The proof.
     *
     * @throws Untrusted when it has not the number of hashes that these sizes need
     */
    public ConsistencyProof consistency() {
        return new ConsistencyProof(oldSize, checkpoint().head().size(), hashes);
    }
}
