// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.TreeHead;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * What an operator signs when the entries of a log are over and are dropped: whose log it was, what
 * its last head was, until when it took entries, how long these were kept, and when they went. The
 * second line of its text is no size, so nobody takes it for a checkpoint.
 *
 * @param origin the name of the log, one line
 * @param head its last head
 * @param until the log took no entry from then on
 * @param kept how long an entry was kept
 * @param at when leaves and tiles were dropped
 */
public record PruningStatement(
        String origin, TreeHead head, Instant until, Period kept, Instant at) {

    /** The least that an audit trail is kept (CNIL, délibération 2021-122): six months. */
    public static final Period LEAST = Period.ofMonths(6);

    private static final String WHAT = "The pruning statement";
    private static final int LINES = 7;

    /** Refuses a name that is not one line of text. */
    public PruningStatement {
        if (origin.isEmpty() || origin.contains("\n")) {
            throw new Untrusted(WHAT + " does not name a log in one line.");
        }
        StrictText.refuseControls(origin, WHAT);
    }

    /** Reads the text of a note. Every statement has one text. */
    public static PruningStatement parse(String text) {
        List<String> lines = StrictText.lines(text, WHAT);
        if (lines.size() != LINES || !lines.get(1).equals("pruned")) {
            throw new Untrusted(WHAT + " is malformed.");
        }
        PruningStatement read =
                new PruningStatement(
                        lines.getFirst(),
                        new TreeHead(
                                StrictText.decimal(
                                        value(lines.get(2), "size"), "The size in the statement"),
                                Hash.parse(value(lines.get(3), "root"))),
                        instant(value(lines.get(4), "until")),
                        period(value(lines.get(5), "kept")),
                        instant(value(lines.get(6), "at")));
        if (!read.text().equals(text)) {
            throw new Untrusted(WHAT + " is not in canonical form.");
        }
        return read;
    }

    /** The text to be signed: every line ends in a newline. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s\npruned\nsize %d\nroot %s\nuntil %s\nkept %s\nat %s\n",
                origin,
                head.size(),
                head.root(),
                until,
                kept,
                at);
    }

    /** The first moment at which every entry is over. */
    public Instant over() {
        return after(kept);
    }

    /**
     * Refuses a log that was dropped while an entry in it had to be kept.
     *
     * @throws Untrusted with the sentence that says since when it could have been
     */
    public void requireOver() {
        Instant lawful = after(LEAST);
        if (at.isBefore(lawful)) {
            throw new Untrusted(
                    ("The log was pruned at %s, but its last entries had to be kept until %s: an"
                                    + " audit trail must be kept for at least six months.")
                            .formatted(at, lawful));
        }
        if (at.isBefore(over())) {
            throw new Untrusted(
                    ("The log was pruned at %s, but according to its own statement its last entries"
                                    + " had to be kept (%s) until %s.")
                            .formatted(at, kept, over()));
        }
    }

    /** In days and months of UTC, as those of the logs are. */
    private Instant after(Period period) {
        try {
            return until.atOffset(ZoneOffset.UTC).plus(period).toInstant();
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

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException _) {
            throw new Untrusted(WHAT + " contains an invalid time.");
        }
    }

    private static Period period(String text) {
        try {
            Period period = Period.parse(text);
            if (!period.isNegative() && !period.isZero()) {
                return period;
            }
        } catch (DateTimeException _) {
            // none, either
        }
        throw new Untrusted(WHAT + " has an invalid period.");
    }
}
