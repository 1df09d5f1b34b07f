// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.Untrusted;
import java.time.Instant;
import java.time.Period;
import java.util.List;

/**
 * What an operator signs when the first entries of a log are over and are pruned; their leaves stay
 * until the log as a whole is pruned. It bounds what may be missing: whoever compares the entries
 * with the log takes a leaf beyond it for an entry that somebody took out. The second line of its
 * text is no size, so nobody takes it for a checkpoint.
 *
 * @param origin the name of the log, one line
 * @param entries how many of its first entries are pruned
 * @param before all of them entered the log before
 * @param kept how long an entry was kept
 * @param at when they were pruned
 */
public record EntryPruningStatement(
        String origin, long entries, Instant before, Period kept, Instant at) {

    private static final StatementFormat FORMAT =
            new StatementFormat(
                    "The statement that entries were pruned",
                    "forgotten",
                    List.of("entries", "before", "kept", "at"));

    /** Refuses a name that is not one line of text, and an entry that had to be kept. */
    public EntryPruningStatement {
        FORMAT.requireOneLine(origin);
        if (at.isBefore(FORMAT.after(before, PruningStatement.LEAST))
                || at.isBefore(FORMAT.after(before, kept))) {
            throw new Untrusted(
                    FORMAT.what()
                            + " covers entries that still had to be kept when it was signed, at "
                            + at
                            + ".");
        }
    }

    /** Reads the text of a note. Every statement has one text. */
    public static EntryPruningStatement parse(String text) {
        return FORMAT.parse(
                text,
                values ->
                        new EntryPruningStatement(
                                values.origin(),
                                values.number("entries"),
                                values.instant("before"),
                                values.period("kept"),
                                values.instant("at")),
                EntryPruningStatement::text);
    }

    /** The text to be signed: every line ends in a newline. */
    public String text() {
        return FORMAT.text(origin, entries, before, kept, at);
    }
}
