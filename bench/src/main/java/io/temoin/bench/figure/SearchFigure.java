// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.bench.load.ClosedLoop;
import io.temoin.bench.load.HttpConnection;
import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.load.RequestTemplate;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.LargeTrail;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * First pages of a trail of ten million entries, by actor, subject, recording, workstation, action
 * and time, against the same pages asked of the database on a connection a client.
 */
final class SearchFigure implements Figure {

    private static final int CLIENTS = 4;
    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final int CHECKED = 50;

    @Override
    public String name() {
        return "search";
    }

    @Override
    public List<Row> measure(Session session) throws IOException, SQLException {
        Rig rig = session.rig();
        int entries = session.size(80_000, 10_000_000);
        Database database = rig.database("audit");
        // The first start makes the tables.
        rig.audit().close();
        long began = System.nanoTime();
        LargeTrail.fill(database, entries);
        session.say(
                "  search: trail filled in %d s"
                        .formatted((System.nanoTime() - began) / 1_000_000_000));
        SearchQuestions questions = SearchQuestions.of(database, entries);
        List<Double> measured = new ArrayList<>();
        List<Double> limits = new ArrayList<>();
        ClosedLoop.Times pages;
        ClosedLoop.Times bare;
        try (ServerProcess audit = rig.audit()) {
            requireSame(rig, audit, database, questions);
            session.warmUp(
                    () -> {
                        bare(database, questions, session.trial());
                        return pages(rig, audit, questions, session.warmUp()).count();
                    });
            CpuWatch cpu = CpuWatch.start();
            do {
                bare = bare(database, questions, session.run());
                pages = pages(rig, audit, questions, session.run());
                limits.add(bare.percentile(P99));
                measured.add(pages.percentile(P99));
                session.say(
                        "  search: p99 %.2f ms, SQL %.2f ms"
                                .formatted(measured.getLast(), limits.getLast()));
            } while (measured.size() < session.runs());
            return List.of(
                    new Row(
                            name(),
                            "first page of %d from %,d entries, p99"
                                    .formatted(SearchQuestions.PAGE, entries),
                            "the same page in SQL, p99",
                            "ms",
                            measured,
                            limits,
                            Goal.atMost(2, 1.5),
                            cpu.foreign(),
                            "%d clients on both sides, requests without a pause; p50 and p99 in ms,"
                                            .formatted(CLIENTS)
                                    + " SQL's in brackets, last run: "
                                    + byKind(pages, bare)
                                    + "."));
        }
    }

    private static String byKind(ClosedLoop.Times pages, ClosedLoop.Times bare) {
        return Arrays.stream(SearchQuestions.Kind.values())
                .map(Enum::name)
                .map(
                        kind ->
                                String.format(
                                        Locale.ROOT,
                                        "%s %.1f and %.1f (%.1f and %.1f)",
                                        kind.toLowerCase(Locale.ROOT),
                                        pages.percentile(kind, P50),
                                        pages.percentile(kind, P99),
                                        bare.percentile(kind, P50),
                                        bare.percentile(kind, P99)))
                .collect(Collectors.joining(", "));
    }

    private static ClosedLoop.Times pages(
            Rig rig, ServerProcess audit, SearchQuestions questions, Duration duration) {
        String token = rig.tenantsToken("dpo");
        return ClosedLoop.run(
                CLIENTS,
                duration,
                () -> new ServiceClient(audit.address(), token, questions::question));
    }

    private static ClosedLoop.Times bare(
            Database database, SearchQuestions questions, Duration duration) {
        return ClosedLoop.run(CLIENTS, duration, () -> questions.bare(database.connect()));
    }

    /** Both sides answer alike, or they cannot be compared. */
    private static void requireSame(
            Rig rig, ServerProcess audit, Database database, SearchQuestions questions)
            throws IOException, SQLException {
        SplittableRandom random = new SplittableRandom(CHECKED);
        try (HttpConnection http = new HttpConnection(audit.address());
                Connection connection = database.connect()) {
            for (SearchQuestions.Kind kind : SearchQuestions.Kind.values()) {
                PreparedStatement statement = connection.prepareStatement(kind.sql());
                for (int i = 0; i < CHECKED; i++) {
                    List<String> values = questions.draw(kind, random);
                    int rows = SearchQuestions.rows(statement, values);
                    RequestTemplate request =
                            RequestTemplate.get(
                                    audit.address().resolve(kind.path(values)),
                                    rig.tenantsToken("dpo"),
                                    "");
                    JsonNode page =
                            new ObjectMapper()
                                    .readTree(
                                            http.exchange(request.fill(0, 0))
                                                    .expectSuccess()
                                                    .body());
                    int items = page.path("items").size() + (page.hasNonNull("next") ? 1 : 0);
                    if (items != rows || rows == 0) {
                        throw new LoadFailure(
                                "%s: the service has %d entries, the database %d."
                                        .formatted(kind.path(values), items, rows));
                    }
                }
            }
        }
    }
}
