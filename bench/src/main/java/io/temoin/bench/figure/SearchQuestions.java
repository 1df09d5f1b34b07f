// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.ClosedLoop;
import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.LargeTrail;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Questions to a trail, each about what some entry of it says, so that what is frequent in the
 * trail is asked for often. Safe for several threads.
 */
final class SearchQuestions {

    /** How many entries a page has. */
    static final int PAGE = 50;

    private static final int SAMPLES = 5_000;

    /**
     * What is asked for; the SQL is what a page of it needs, and one row that tells of the next.
     */
    enum Kind {
        ACTOR("actor = ?", "actor"),
        SUBJECT("subject = ?", "subject"),
        WORKSTATION("workstation_name = ?", "workstation"),
        ACTION("action = ?", "action"),
        /** An hour. */
        TIME("at >= ?::timestamptz and at < ?::timestamptz", "from,to"),
        /** With the decision and the consent that the recording rests on. */
        RECORDING("", "recording") {
            @Override
            String sql() {
                return """
                with r as materialized (
                  select recording, decision, consent from audit_entry
                  where tenant = 'helios' and recording = ? and decision is not null
                  order by at, position limit 1)
                select e.* from (
                  select a.* from r join audit_entry a
                    on a.tenant = 'helios' and a.recording = r.recording
                  union all
                  select a.* from r join audit_entry a
                    on a.tenant = 'helios' and a.decision = r.decision and a.recording is null
                  union all
                  select a.* from r join audit_entry a on a.tenant = 'helios'
                    and a.consent = r.consent and a.decision is null and a.recording is null) e
                order by at, position limit 51""";
            }
        };

        private final String condition;
        private final String parameters;

        Kind(String condition, String parameters) {
            this.condition = condition;
            this.parameters = parameters;
        }

        String sql() {
            return "select * from audit_entry where tenant = 'helios' and "
                    + condition
                    + " order by at, position limit 51";
        }

        /** The values that ask for what this row says; none if it says nothing of it. */
        @Nullable List<String> values(ResultSet row) throws SQLException {
            if (this == TIME) {
                OffsetDateTime at = row.getObject("at", OffsetDateTime.class);
                return List.of(
                        at.toInstant().toString(),
                        at.plus(1, ChronoUnit.HOURS).toInstant().toString());
            }
            String value = row.getString(parameters);
            return value == null ? null : List.of(value);
        }

        String path(List<String> values) {
            StringBuilder path = new StringBuilder("/v1/entries?limit=" + PAGE);
            String[] names = parameters.split(",", -1);
            for (int i = 0; i < values.size(); i++) {
                path.append('&').append(names[i]).append('=').append(values.get(i));
            }
            return path.toString();
        }
    }

    private final Map<Kind, List<List<String>>> values;

    private SearchQuestions(Map<Kind, List<List<String>>> values) {
        this.values = values;
    }

    /** About entries of a {@link LargeTrail}. */
    static SearchQuestions of(Database audit, int rows) {
        SplittableRandom random = new SplittableRandom(rows);
        String ids =
                LongStream.generate(() -> random.nextLong(rows))
                        .filter(LargeTrail::ours)
                        .limit(SAMPLES)
                        .mapToObj(entry -> "'" + LargeTrail.id(entry) + "'")
                        .collect(Collectors.joining(","));
        return audit.query(
                "select * from audit_entry where tenant = 'helios' and event_id in (" + ids + ")",
                entries -> {
                    Map<Kind, List<List<String>>> values = new EnumMap<>(Kind.class);
                    while (entries.next()) {
                        for (Kind kind : Kind.values()) {
                            List<String> asked = kind.values(entries);
                            if (asked != null) {
                                values.computeIfAbsent(kind, _ -> new ArrayList<>()).add(asked);
                            }
                        }
                    }
                    return new SearchQuestions(values);
                });
    }

    /** A question to the service; every kind is as frequent. */
    ServiceClient.Question question(SplittableRandom random) {
        Kind kind = kind(random);
        return new ServiceClient.Question(kind.name(), kind.path(draw(kind, random)));
    }

    /** A client that asks the database itself, each kind with a statement that is prepared once. */
    ClosedLoop.Client bare(Connection connection) throws SQLException {
        Map<Kind, PreparedStatement> statements = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            statements.put(kind, connection.prepareStatement(kind.sql()));
        }
        return new Bare(connection, statements);
    }

    /** How many entries the first page of a question has, as the database says. */
    static int rows(PreparedStatement statement, List<String> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setString(i + 1, values.get(i));
        }
        int count = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                count++;
            }
        }
        return count;
    }

    List<String> draw(Kind kind, SplittableRandom random) {
        List<List<String>> all =
                Objects.requireNonNull(values.get(kind), "no entry says anything of " + kind);
        return all.get(random.nextInt(all.size()));
    }

    private static Kind kind(SplittableRandom random) {
        return Kind.values()[random.nextInt(Kind.values().length)];
    }

    /** Asks the database. */
    private final class Bare implements ClosedLoop.Client {

        private final Connection connection;
        private final Map<Kind, PreparedStatement> statements;

        Bare(Connection connection, Map<Kind, PreparedStatement> statements) {
            this.connection = connection;
            this.statements = statements;
        }

        @Override
        public String ask(SplittableRandom random) throws SQLException {
            Kind kind = kind(random);
            rows(Objects.requireNonNull(statements.get(kind)), draw(kind, random));
            return kind.name();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
