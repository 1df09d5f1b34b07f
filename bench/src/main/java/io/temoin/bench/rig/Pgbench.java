// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import io.temoin.bench.load.Commands;
import io.temoin.bench.load.LoadFailure;
import io.temoin.platform.PostgresServer;
import io.temoin.platform.Secrets;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The limit of the database: pgbench writes one event row per transaction into a table that the
 * same migrations made, on the same server, as a role that row-level security does not concern.
 */
public final class Pgbench {

    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without initial");
    private static final List<Integer> CLIENTS = List.of(16, 32, 64, 128);
    private static final String ROLE = "bench_limit";

    private static final String INSERT =
            """
            insert into event (tenant, stream, version, type, type_version, payload, metadata,
                               command_id, ordinal, recorded_at)
            values ('helios', 'contact-rhone-telecom-' || gen_random_uuid(), 1, :type, 1,
                    :payload, :metadata, gen_random_uuid(), 0, now());
            """;

    /** An event as the service wrote it, so that both write rows of the same size. */
    public record Sample(String type, String payload, String metadata) {

        /** The last event of a type. */
        public static Sample of(Database service, String type) {
            return service.query(
                    "select type, payload::text, metadata::text from event where type = '"
                            + type
                            + "' order by global_position desc limit 1",
                    rows -> {
                        rows.next();
                        return new Sample(rows.getString(1), rows.getString(2), rows.getString(3));
                    });
        }
    }

    private final String program;
    private final int port;
    private final String password = Secrets.random();
    private final Path script;
    private final Database database;

    Pgbench(PostgresServer server, Path folder) {
        this.program =
                Commands.find("pgbench")
                        .orElseThrow(
                                () ->
                                        new LoadFailure(
                                                "pgbench is not on the PATH: install it"
                                                        + " (Debian: apt-get install"
                                                        + " postgresql-contrib)."));
        this.port = server.port();
        this.database = new Database(server, "bench_limit");
        try {
            this.script = Files.writeString(folder.resolve("insert.sql"), INSERT);
            var administrator = new Database(server, "postgres");
            administrator.execute(
                    "create role " + ROLE + " login bypassrls password '" + password + "'");
            administrator.execute("create database bench_limit owner " + ROLE);
            // Flyway's own table, the right to which is granted; nothing reads it here.
            database.execute("create table flyway_schema_history ()");
            database.execute(migrations());
            database.execute("alter table event owner to " + ROLE);
        } catch (IOException failure) {
            throw new LoadFailure("the limit's table cannot be made", failure);
        }
    }

    /** The number of clients with which it is fastest; its own warm-up too. */
    public int bestClients(Sample sample, Duration each) {
        int best = CLIENTS.getFirst();
        double most = 0;
        for (int clients : CLIENTS) {
            double rate = run(sample, clients, each);
            if (rate > most) {
                most = rate;
                best = clients;
            }
        }
        return best;
    }

    /** Transactions per second. */
    public double run(Sample sample, int clients, Duration duration) {
        database.execute("checkpoint");
        String output =
                Commands.output(
                        List.of(
                                program,
                                "--no-vacuum",
                                "--protocol=prepared",
                                "--client=" + clients,
                                "--jobs=2",
                                "--time=" + duration.toSeconds(),
                                "--define=type=" + sample.type(),
                                "--define=payload=" + sample.payload(),
                                "--define=metadata=" + sample.metadata(),
                                "--file=" + script,
                                "--host=127.0.0.1",
                                "--port=" + port,
                                "--username=" + ROLE,
                                "bench_limit"),
                        Map.of("PGPASSWORD", password));
        Matcher found = TPS.matcher(output);
        if (output.contains("actually processed: 0\n")) {
            return 0; // too many clients for so short a trial
        }
        if (!found.find()) {
            throw new LoadFailure("pgbench printed no result:\n" + output);
        }
        return Double.parseDouble(found.group(1));
    }

    private static String migrations() throws IOException {
        Path folder = SourceTree.root().resolve("event-sourcing/src/main/resources/db/events");
        StringBuilder sql = new StringBuilder();
        try (var files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                sql.append(Files.readString(file)).append('\n');
            }
        }
        return sql.toString().replace("${app}", ROLE).replace("${feed}", ROLE);
    }
}
