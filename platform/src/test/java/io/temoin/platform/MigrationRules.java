// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * During an upgrade, replicas of the previous version work on the schema of the newer one. So a
 * migration only adds (expand). What replicas of the previous version might still use is removed a
 * release after the one that stopped using it (contract), below a line of its own, {@code --
 * contract: 0.3.0}, with the version that stopped using it.
 */
final class MigrationRules {

    private static final Pattern MARK =
            Pattern.compile("(?im)^[ \\t]*--[ \\t]*contract:[ \\t]*(.*?)[ \\t]*$");
    private static final Pattern EXECUTE =
            pattern("\\bexecute\\b(?!\\s+(?:function|procedure)\\b)");
    private static final Pattern SAME_CONSTRAINT =
            pattern("\\bdrop\\s+constraint\\s+(?:if\\s+exists\\s+)?([^\\s,;]+)");
    private static final Pattern ALTER_TABLE = pattern("\\balter\\s+(?:foreign\\s+)?table\\b");
    private static final Pattern ADD_COLUMN =
            pattern(
                    "\\badd\\s+(?:column\\s+)?(?:if\\s+not\\s+exists\\s+)?"
                            + "(?!(?:constraint|check|primary|unique|foreign|exclude|column)\\b)"
                            + "[^\\s,;]+\\s");
    private static final Pattern REQUIRED = pattern("\\bnot\\s+null\\b|\\bprimary\\s+key\\b");
    private static final Pattern FILLED =
            pattern("\\bdefault\\b|\\bgenerated\\b|\\b(?:small|big)?serial\\b");
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");

    /** What the previous version would not survive, and what to do instead. */
    private enum Rule {
        DROP(
                "(?<!\\bon commit )\\bdrop\\s+(?!not\\s+null\\b)",
                "drops something that the previous version may still use",
                "Stop using it in this release and drop it in a later one"),
        RENAME(
                "\\balter\\b[^;]*?\\b(?:rename\\b|set\\s+schema\\b)",
                "renames something that the previous version knows by its old name",
                "Add the new one beside the old one, keep both up to date, and drop the old one in"
                        + " a later release"),
        TYPE(
                "\\balter\\s+(?:column\\s+)?[^\\s,;]+\\s+(?:set\\s+data\\s+)?type\\b",
                "changes a type that the previous version reads and writes",
                "Add a column of the new type, keep both up to date, and drop the old one in a"
                        + " later release"),
        SET_NOT_NULL(
                "\\bset\\s+not\\s+null\\b",
                "requires a value that the previous version may leave out",
                "Write the value in this release, fill the rows without one, and require it in a"
                        + " later release"),
        ADD_NOT_NULL(
                ADD_COLUMN.pattern(),
                "adds a column that the previous version does not fill",
                "Give it a default, or let it be null and require it in a later release");

        private final Pattern form;
        private final String what;
        private final String instead;

        Rule(String form, String what, String instead) {
            this.form = pattern(form);
            this.what = what;
            this.instead = instead;
        }

        /** Whether what has the form is what is forbidden. */
        private boolean forbids(String statement, Matcher found) {
            return switch (this) {
                case DROP -> !putsAConstraintInItsPlace(statement, found.start());
                case ADD_NOT_NULL ->
                        ALTER_TABLE.matcher(statement).find()
                                && addsARequiredColumn(statement, found.end());
                case RENAME, TYPE, SET_NOT_NULL -> true;
            };
        }
    }

    /** A statement with the comments before it: where it is, and what of it counts. */
    private record Statement(int start, int end, String text) {}

    private final String file;
    private final String sql;
    private final String current;

    private MigrationRules(String file, String sql, String current) {
        this.file = file;
        this.sql = sql;
        this.current = current;
    }

    /**
     * What is forbidden in a migration: file, line, and what to do instead.
     *
     * @param current the version that is being built
     */
    static List<String> violations(String file, String sql, String current) {
        return new MigrationRules(file, sql, current).violations();
    }

    private List<String> violations() {
        var violations = new ArrayList<String>();
        for (var statement : statements()) {
            var mark =
                    MARK.matcher(sql)
                            .region(statement.start(), statement.end())
                            .useAnchoringBounds(false);
            var marked = mark.find();
            for (var rule : Rule.values()) {
                var found = rule.form.matcher(statement.text());
                while (found.find()) {
                    if (!rule.forbids(statement.text(), found)) {
                        continue;
                    }
                    if (!marked) {
                        var at = statement.start() + endOfForm(statement.text(), found);
                        violations.add(violation(at, rule));
                    } else if (!isEarlier(mark.group(1))) {
                        violations.add(badMark(mark));
                    }
                }
            }
        }
        return violations;
    }

    /** The line of the word that is forbidden, where a statement has several. */
    private static int endOfForm(String statement, Matcher found) {
        var end = found.end();
        while (end > found.start() + 1 && Character.isWhitespace(statement.charAt(end - 1))) {
            end--;
        }
        return end - 1;
    }

    private String violation(int at, Rule rule) {
        return ("%s:%d: %s. %s, below the line '-- contract: <version that stopped using the old"
                        + " form>'.")
                .formatted(file, line(at), rule.what, rule.instead);
    }

    private String badMark(Matcher mark) {
        return ("%s:%d: '%s' is not a version before %s. Name the version that stopped using the"
                        + " old form, such as '-- contract: 0.3.0'; if that is the one being built,"
                        + " contract in the next.")
                .formatted(file, line(mark.start(1)), mark.group(1), current);
    }

    private int line(int at) {
        return 1 + (int) sql.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    /** Replicas of the version being built may run beside those of the one before it. */
    private boolean isEarlier(String version) {
        return VERSION.matcher(version).matches()
                && Arrays.compare(numbers(version), numbers(current)) < 0;
    }

    private static int[] numbers(String version) {
        var found = VERSION.matcher(version);
        if (!found.lookingAt()) {
            throw new IllegalArgumentException(version);
        }
        return new int[] {
            Integer.parseInt(found.group(1)),
            Integer.parseInt(found.group(2)),
            Integer.parseInt(found.group(3))
        };
    }

    /**
     * Splits at each semicolon, also in the bodies of functions and blocks. Comments do not count;
     * what is in quotes only where it may be executed.
     */
    private List<Statement> statements() {
        var withQuotes = new StringBuilder(sql);
        var code = new StringBuilder(sql);
        var found = Pattern.compile("--[^\\n]*|(?s:/\\*.*?\\*/)|'(?:[^']|'')*'").matcher(sql);
        while (found.find()) {
            blank(code, found);
            if (!found.group().startsWith("'")) {
                blank(withQuotes, found);
            }
        }
        var statements = new ArrayList<Statement>();
        var start = 0;
        while (start < sql.length()) {
            var semicolon = code.indexOf(";", start);
            var end = semicolon < 0 ? sql.length() : semicolon + 1;
            var text = code.substring(start, end);
            statements.add(
                    new Statement(
                            start,
                            end,
                            EXECUTE.matcher(text).find()
                                    ? withQuotes.substring(start, end)
                                    : text));
            start = end;
        }
        return statements;
    }

    private static void blank(StringBuilder text, Matcher found) {
        for (var at = found.start(); at < found.end(); at++) {
            if (text.charAt(at) != '\n') {
                text.setCharAt(at, ' ');
            }
        }
    }

    /** Such as a check that allows one more value. */
    private static boolean putsAConstraintInItsPlace(String statement, int at) {
        var dropped = SAME_CONSTRAINT.matcher(statement).region(at, statement.length());
        return dropped.lookingAt()
                && pattern("\\badd\\s+constraint\\s+" + Pattern.quote(dropped.group(1)) + "\\s")
                        .matcher(statement)
                        .find();
    }

    /** Whether what follows a column's name, up to the next part of the statement, requires it. */
    private static boolean addsARequiredColumn(String statement, int at) {
        var definition = new StringBuilder();
        var depth = 0;
        for (var c : statement.substring(at).toCharArray()) {
            if (depth == 0 && (c == ',' || c == ')' || c == ';')) {
                break;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            definition.append(depth == 0 ? c : ' ');
        }
        return REQUIRED.matcher(definition).find() && !FILLED.matcher(definition).find();
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    }
}
