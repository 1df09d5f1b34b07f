// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.trust.AddCheckpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a log sent. A checkpoint of a tree without leaves that has another root than such a tree is
 * none, but the log may have signed it: so it is known from a body that is no request, and is
 * refused only when the rest was looked at (C2SP#280).
 *
 * @param request its checkpoint has the right root, whatever came
 * @param note as it came
 * @param otherRoot whether the tree has no leaves and came with the root of another
 */
record Submission(AddCheckpoint request, SignedNote note, boolean otherRoot) {

    private static final String WHAT = "The request";
    private static final String BEFORE_NOTE = "\n\n";
    private static final int SIZE = 1;
    private static final int ROOT = 2;

    /**
     * Reads the body of a request.
     *
     * @throws Untrusted when it is none
     */
    static Submission parse(byte[] body) {
        try {
            AddCheckpoint request = AddCheckpoint.parse(body);
            return new Submission(request, request.note(), false);
        } catch (Untrusted fault) {
            return withOtherRoot(body, fault);
        }
    }

    private static Submission withOtherRoot(byte[] body, Untrusted fault) {
        try {
            String text = StrictText.utf8(body, WHAT);
            int divide = text.indexOf(BEFORE_NOTE);
            if (divide < 0) {
                throw fault;
            }
            int start = divide + BEFORE_NOTE.length();
            SignedNote sent = SignedNote.parse(text.substring(start));
            String corrected = text.substring(0, start) + withoutLeaves(sent, fault).note();
            byte[] request = corrected.getBytes(StandardCharsets.UTF_8);
            return new Submission(AddCheckpoint.parse(request), sent, true);
        } catch (Untrusted _) {
            throw fault; // something else is wrong with it
        }
    }

    /** The same note with the root that a tree without leaves has. */
    private static SignedNote withoutLeaves(SignedNote sent, Untrusted fault) {
        List<String> lines = StrictText.lines(sent.text(), WHAT);
        if (lines.size() <= ROOT || !lines.get(SIZE).equals("0")) {
            throw fault;
        }
        Hash.of(StrictText.base64(lines.get(ROOT), WHAT)); // else it is no checkpoint at all
        lines.set(ROOT, MerkleHasher.EMPTY_ROOT.toString());
        return new SignedNote(String.join("\n", lines) + "\n", sent.signatures());
    }
}
