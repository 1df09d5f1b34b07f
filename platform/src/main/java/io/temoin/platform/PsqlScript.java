// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script for {@code psql}, run where there is no {@code psql}: its variables ({@code :'name'}),
 * and {@code \gexec}, which runs each value that the query before it returns. Of other
 * meta-commands it knows {@code \set} and {@code \getenv}, which it ignores: the variables are
 * given, and it always stops at the first error.
 */
final class PsqlScript {

    private static final Pattern VARIABLE = Pattern.compile(":'([a-z_]+)'");
    private static final Pattern IGNORED = Pattern.compile("\\\\(set|getenv) .*");
    private static final String EXECUTE_RESULT = "\\gexec";

    private final List<String> queries;

    private PsqlScript(List<String> queries) {
        this.queries = queries;
    }

    /**
     * Reads a script.
     *
     * @throws IllegalArgumentException when it has anything but queries for {@code \gexec}
     */
    static PsqlScript parse(String text, Map<String, String> variables) {
        List<String> queries = new ArrayList<>();
        StringBuilder query = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.equals(EXECUTE_RESULT)) {
                queries.add(filled(query.toString(), variables));
                query.setLength(0);
            } else if (line.startsWith("\\")) {
                if (!IGNORED.matcher(line).matches()) {
                    throw new IllegalArgumentException("Unknown meta-command: " + line);
                }
            } else if (!line.startsWith("--") && !line.isBlank()) {
                query.append(line).append('\n');
            }
        }
        if (!query.isEmpty()) {
            throw new IllegalArgumentException("Nothing runs this: " + query);
        }
        return new PsqlScript(queries);
    }

    /** Runs it, every statement in a transaction of its own. */
    void run(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String query : queries) {
                List<String> statements = new ArrayList<>();
                try (var rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        statements.add(rows.getString(1));
                    }
                }
                for (String each : statements) {
                    statement.execute(each);
                }
            }
        }
    }

    private static String filled(String query, Map<String, String> variables) {
        return VARIABLE.matcher(query)
                .replaceAll(
                        found -> {
                            String value = variables.get(found.group(1));
                            if (value == null) {
                                throw new IllegalArgumentException(
                                        "No value for the variable " + found.group(1));
                            }
                            return Matcher.quoteReplacement("'" + value.replace("'", "''") + "'");
                        });
    }
}
