// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/**
 * The text that all signed statements about a log share: the name of the log, the kind of the
 * statement, then lines of a name and a value. The second line is no size, so nobody takes a
 * statement for a checkpoint.
 *
 * @param what the statement, as the subject of a sentence that refuses it
 * @param kind its second line
 * @param names of its values, in the order of their lines
 */
record StatementFormat(String what, String kind, List<String> names) {

    /** The values of one text. */
    final class Values {

        private final List<String> lines;

        private Values(List<String> lines) {
            this.lines = lines;
        }

        /** The name of the log. */
        String origin() {
            return lines.getFirst();
        }

        /** The value of that name, as it is written. */
        String text(String name) {
            String line = lines.get(names.indexOf(name) + 2);
            if (!line.startsWith(name + " ")) {
                throw new Untrusted(what + " has no line \"" + name + "\" in its place.");
            }
            return line.substring(name.length() + 1);
        }

        /** A number from 0 on. */
        long number(String name) {
            return StrictText.decimal(text(name), "The value of \"" + name + "\" in the statement");
        }

        /** A moment. */
        Instant instant(String name) {
            try {
                return Instant.parse(text(name));
            } catch (DateTimeException _) {
                throw new Untrusted(what + " contains an invalid time.");
            }
        }

        /** A period that is longer than nothing. */
        Period period(String name) {
            Period period;
            try {
                period = Period.parse(text(name));
            } catch (DateTimeException _) {
                throw invalidPeriod();
            }
            if (period.isNegative() || period.isZero()) {
                throw invalidPeriod();
            }
            return period;
        }
    }

    /** Reads a text. Every statement has exactly one; any other spelling is refused. */
    <S> S parse(String text, Function<Values, S> reader, Function<S, String> writer) {
        List<String> lines = StrictText.lines(text, what);
        if (lines.size() != names.size() + 2 || !lines.get(1).equals(kind)) {
            throw new Untrusted(what + " is malformed.");
        }
        S statement = reader.apply(new Values(lines));
        if (!writer.apply(statement).equals(text)) {
            throw new Untrusted(what + " is not in canonical form.");
        }
        return statement;
    }

    /** The text to be signed: every line ends in a newline. */
    String text(String origin, Object... values) {
        StringBuilder text = new StringBuilder();
        text.append(origin).append('\n').append(kind).append('\n');
        for (int i = 0; i < values.length; i++) {
            text.append(names.get(i)).append(' ').append(values[i]).append('\n');
        }
        return text.toString();
    }

    /** Refuses a name of a log that is not one line of text. */
    void requireOneLine(String origin) {
        if (origin.isEmpty() || origin.contains("\n")) {
            throw new Untrusted(what + " does not name a log in one line.");
        }
        StrictText.refuseControls(origin, what);
    }

    /** A moment that much later, in days and months of UTC, as those of the logs are. */
    Instant after(Instant moment, Period period) {
        try {
            return moment.atOffset(ZoneOffset.UTC).plus(period).toInstant();
        } catch (DateTimeException | ArithmeticException _) {
            throw new Untrusted(what + " has a time beyond the calendar.");
        }
    }

    private Untrusted invalidPeriod() {
        return new Untrusted(what + " has an invalid period.");
    }
}
