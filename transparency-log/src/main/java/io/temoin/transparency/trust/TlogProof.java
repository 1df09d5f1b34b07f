// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.trust;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.InclusionProof;
import io.temoin.transparency.tree.MerkleHasher;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proof in one file that an entry is in a log, to be checked without asking anybody
 * (c2sp.org/tlog-proof; files end in {@code .tlog-proof}).
 *
 * @param extra base64 of data that helps to find the entry and that nobody has signed, or null
 * @param index the place of the entry in the log, from 0
 * @param hashes the inclusion proof
 * @param checkpoint the checkpoint with its signatures
 */
public record TlogProof(
        @Nullable String extra, long index, List<Hash> hashes, SignedNote checkpoint) {

    private static final String WHAT = "The proof";
    private static final String FIRST = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";

    /** Refuses extra data that is empty or not base64, a negative index, and too many hashes. */
    public TlogProof {
        if (extra != null && StrictText.base64(extra, "The proof's extra data").length == 0) {
            throw new Untrusted("The proof has a line for extra data and no data.");
        }
        if (index < 0 || hashes.size() > HashLines.MOST_HASHES) {
            throw new Untrusted(
                    "The index of the proof is negative, or the proof has more than 63 hashes.");
        }
        hashes = List.copyOf(hashes);
    }

    /** The proof of an entry, without extra data. */
    public static TlogProof of(InclusionProof proof, SignedNote checkpoint) {
        return new TlogProof(null, proof.index(), proof.hashes(), checkpoint);
    }

    /** Reads the bytes of a proof; every proof has one form. */
    public static TlogProof parse(byte[] bytes) {
        if (bytes.length > 2 * SignedNote.LONGEST) {
            throw new Untrusted("The proof is longer than two million bytes.");
        }
        HashLines parts = HashLines.parse(StrictText.utf8(bytes, WHAT), WHAT);
        List<String> head = parts.head();
        if (!head.getFirst().equals(FIRST)) {
            throw new Untrusted("The proof does not begin with \"" + FIRST + "\".");
        }
        boolean hasExtra = head.size() > 1 && head.get(1).startsWith(EXTRA);
        int lines = hasExtra ? 3 : 2;
        if (head.size() != lines) {
            throw new Untrusted("The proof has no index, or has unexpected lines.");
        }
        return new TlogProof(
                hasExtra ? head.get(1).substring(EXTRA.length()) : null,
                HashLines.number(head.getLast(), "index", WHAT),
                parts.hashes(),
                SignedNote.parse(parts.note()));
    }

    /** The bytes of the file. */
    public byte[] bytes() {
        List<String> head = new ArrayList<>(List.of(FIRST));
        if (extra != null) {
            head.add(EXTRA + extra);
        }
        head.add("index " + index);
        return StrictText.bytes(new HashLines(head, hashes, checkpoint.note()).text(), WHAT);
    }

    /**
     * Checks that the entry with this content is in a log that the policy trusts, under a
     * checkpoint that is signed and witnessed as the policy asks.
     *
     * @throws Untrusted with the first reason why not
     */
    public TrustedCheckpoint verify(byte[] entry, TrustPolicy policy) {
        return verify(new MerkleHasher().leaf(entry), policy);
    }

    /** The same for an entry of which only the leaf hash is known. */
    public TrustedCheckpoint verify(Hash leaf, TrustPolicy policy) {
        TrustedCheckpoint trusted = policy.verify(checkpoint);
        new InclusionProof(index, trusted.checkpoint().head().size(), hashes)
                .verify(leaf, trusted.checkpoint().head());
        return trusted;
    }
}
