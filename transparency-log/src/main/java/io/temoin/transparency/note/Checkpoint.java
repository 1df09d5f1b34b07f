// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.note;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.TreeHead;
import java.util.List;

/**
 * The text that a log signs (c2sp.org/tlog-checkpoint): whose log it is, how many leaves its tree
 * has, and its root. Extension lines of others are kept as they came; we write none.
 *
 * @param origin the name of the log, one line
 * @param head size and root
 * @param extensions lines after the root, none of them empty
 */
public record Checkpoint(String origin, TreeHead head, List<String> extensions) {

    private static final String WHAT = "The checkpoint";
    private static final int LINES = 3;

    /** Refuses an origin or an extension that is not one line of text. */
    public Checkpoint {
        requireLine(origin, "The origin of a checkpoint");
        for (String extension : extensions) {
            requireLine(extension, "An extension of a checkpoint");
        }
        extensions = List.copyOf(extensions);
    }

    /** A checkpoint as we write it, without extensions. */
    public Checkpoint(String origin, TreeHead head) {
        this(origin, head, List.of());
    }

    /** Reads the text of a note. Every checkpoint has one text. */
    public static Checkpoint parse(String text) {
        List<String> lines = StrictText.lines(text, WHAT);
        if (lines.size() < LINES) {
            throw new Untrusted("The checkpoint does not have three lines: origin, size and root.");
        }
        long size = StrictText.decimal(lines.get(1), "The size in the checkpoint");
        Hash root = Hash.of(StrictText.base64(lines.get(2), "The root in the checkpoint"));
        return new Checkpoint(
                lines.get(0), new TreeHead(size, root), lines.subList(LINES, lines.size()));
    }

    /** The text to be signed: every line ends in a newline. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(origin).append('\n');
        text.append(head.size()).append('\n');
        text.append(head.root()).append('\n');
        extensions.forEach(extension -> text.append(extension).append('\n'));
        return text.toString();
    }

    private static void requireLine(String line, String what) {
        if (line.isEmpty() || line.contains("\n")) {
            throw new Untrusted(what + " is not one line of text.");
        }
        StrictText.refuseControls(line, what);
        StrictText.bytes(line, what);
    }
}
