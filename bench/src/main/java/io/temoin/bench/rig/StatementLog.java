// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.bench.load.LoadFailure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The statements that a role of the database sends, from PostgreSQL's log: what is measured by
 * itself is what the packaged service asks, and not a copy of it that ages.
 */
public final class StatementLog {

    // A statement of several lines goes on after a tab; parameters follow as a message of their
    // own.
    private static final Pattern STATEMENT =
            Pattern.compile(
                    "^\\S+ \\S+ \\S+ \\[\\d+\\] LOG: +duration: \\S+ ms +(?:parse|bind|execute)"
                            + " [^:]+: (.*(?:\\n\\t.*)*)",
                    Pattern.MULTILINE);

    private final Database database;
    private final String role;
    private final Path log;
    private final long from;

    private StatementLog(Database database, String role, Path log, long from) {
        this.database = database;
        this.role = role;
        this.log = log;
        this.from = from;
    }

    /** Begins to listen; sessions of the role that begin from now on are heard. */
    static StatementLog begin(Database database, String role, Path log) {
        try {
            StatementLog begun = new StatementLog(database, role, log, Files.size(log));
            database.execute("alter role " + role + " set log_min_duration_statement = 0");
            return begun;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether a statement that begins so was sent. */
    public boolean has(String beginning) {
        return find(beginning) != null;
    }

    /**
     * Stops to listen, for sessions that begin from now on.
     *
     * @return the one statement that begins so, with its parameters as {@code $1}, {@code $2}, …
     */
    public String end(String beginning) {
        database.execute("alter role " + role + " reset log_min_duration_statement");
        String found = find(beginning);
        if (found == null) {
            throw new LoadFailure("The service sent no statement that begins: " + beginning);
        }
        return found;
    }

    private @Nullable String find(String beginning) {
        return find(logged(), beginning);
    }

    /** The first statement of a log that begins so. */
    static @Nullable String find(String log, String beginning) {
        Matcher statements = STATEMENT.matcher(log);
        while (statements.find()) {
            String statement = statements.group(1).replace("\n\t", "\n");
            if (statement.startsWith(beginning)) {
                return statement;
            }
        }
        return null;
    }

    private String logged() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(from);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
