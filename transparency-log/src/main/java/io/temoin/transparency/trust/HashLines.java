// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.trust;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.Hash;
import java.util.ArrayList;
import java.util.List;

/**
 * The form that a proof in a file and a request to a witness share: some lines, one hash a line, an
 * empty line, and a note as it is.
 */
record HashLines(List<String> head, List<Hash> hashes, String note) {

    /** As many hashes as any proof can have: a tree has less than 2^63 leaves. */
    static final int MOST_HASHES = 63;

    /** Divides such a text after its head, which is all lines that hold a space, and the first. */
    static HashLines parse(String text, String what) {
        int empty = text.indexOf("\n\n");
        if (empty < 0) {
            throw new Untrusted(what + " has no empty line before its checkpoint.");
        }
        List<String> lines = StrictText.lines(text.substring(0, empty + 1), what);
        int start = 1;
        while (start < lines.size() && lines.get(start).contains(" ")) {
            start++;
        }
        if (lines.size() - start > MOST_HASHES) {
            throw new Untrusted(what + " has more than 63 hashes.");
        }
        List<Hash> hashes = lines.subList(start, lines.size()).stream().map(Hash::parse).toList();
        return new HashLines(lines.subList(0, start), hashes, text.substring(empty + 2));
    }

    /** The text in front of the note, empty line included, and the note. */
    String text() {
        List<String> lines = new ArrayList<>(head);
        hashes.forEach(hash -> lines.add(hash.toString()));
        lines.add("");
        return String.join("\n", lines) + "\n" + note;
    }

    /** The number after a word and a space. */
    static long number(String line, String word, String what) {
        if (!line.startsWith(word + " ")) {
            throw new Untrusted(what + " has no line \"" + word + " <number>\" in its place.");
        }
        return StrictText.decimal(line.substring(word.length() + 1), what + "'s " + word);
    }
}
