// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

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

    private static final String WHAT = "The statement that entries were pruned";
    private static final String KIND = "forgotten";
    private static final int LINES = 6;

    /** Refuses a name that is not one line of text, and an entry that had to be kept. */
    public EntryPruningStatement {
        if (origin.isEmpty() || origin.contains("\n")) {
            throw new Untrusted(WHAT + " does not name a log in one line.");
        }
        StrictText.refuseControls(origin, WHAT);
        if (at.isBefore(after(before, PruningStatement.LEAST))
                || at.isBefore(after(before, kept))) {
            throw new Untrusted(
                    WHAT
                            + " covers entries that still had to be kept when it was signed, at "
                            + at
                            + ".");
        }
    }

    /** Reads the text of a note. Every statement has one text. */
    public static EntryPruningStatement parse(String text) {
        List<String> lines = StrictText.lines(text, WHAT);
        if (lines.size() != LINES || !lines.get(1).equals(KIND)) {
            throw new Untrusted(WHAT + " is malformed.");
        }
        EntryPruningStatement read = read(lines);
        if (!read.text().equals(text)) {
            throw new Untrusted(WHAT + " is not in canonical form.");
        }
        return read;
    }

    private static EntryPruningStatement read(List<String> lines) {
        try {
            return new EntryPruningStatement(
                    lines.getFirst(),
                    StrictText.decimal(
                            value(lines.get(2), "entries"), "The number in the statement"),
                    Instant.parse(value(lines.get(3), "before")),
                    Period.parse(value(lines.get(4), "kept")),
                    Instant.parse(value(lines.get(5), "at")));
        } catch (DateTimeException _) {
            throw new Untrusted(WHAT + " has an invalid time or period.");
        }
    }

    /** The text to be signed: every line ends in a newline. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s\n%s\nentries %d\nbefore %s\nkept %s\nat %s\n",
                origin,
                KIND,
                entries,
                before,
                kept,
                at);
    }

    /** In days and months of UTC, as those of the logs are. */
    private static Instant after(Instant moment, Period period) {
        try {
            return moment.atOffset(ZoneOffset.UTC).plus(period).toInstant();
        } catch (DateTimeException | ArithmeticException _) {
            throw new Untrusted(WHAT + " has a time beyond the calendar.");
        }
    }

    private static String value(String line, String name) {
        if (!line.startsWith(name + " ")) {
            throw new Untrusted(WHAT + " has no line \"" + name + "\" in its place.");
        }
        return line.substring(name.length() + 1);
    }
}
