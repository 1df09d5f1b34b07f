// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.tree.Hash;
import io.temoin.transparency.tree.TreeHead;
import java.time.Instant;
import java.time.Period;
import java.util.List;

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

    private static final StatementFormat FORMAT =
            new StatementFormat(
                    "The pruning statement",
                    "pruned",
                    List.of("size", "root", "until", "kept", "at"));

    /** Refuses a name that is not one line of text. */
    public PruningStatement {
        FORMAT.requireOneLine(origin);
    }

    /** Reads the text of a note. Every statement has one text. */
    public static PruningStatement parse(String text) {
        return FORMAT.parse(
                text,
                values ->
                        new PruningStatement(
                                values.origin(),
                                new TreeHead(
                                        values.number("size"), Hash.parse(values.text("root"))),
                                values.instant("until"),
                                values.period("kept"),
                                values.instant("at")),
                PruningStatement::text);
    }

    /** The text to be signed: every line ends in a newline. */
    public String text() {
        return FORMAT.text(origin, head.size(), head.root(), until, kept, at);
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

    private Instant after(Period period) {
        return FORMAT.after(until, period);
    }
}
