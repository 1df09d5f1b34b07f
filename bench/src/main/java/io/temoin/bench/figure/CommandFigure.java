// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Row;
import io.temoin.bench.report.Samples;
import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.Pgbench;
import io.temoin.bench.rig.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A command of consent-service, against rows that pgbench writes into the same table. */
final class CommandFigure implements Figure {

    private final Command command;

    CommandFigure(Command command) {
        this.command = command;
    }

    @Override
    public String name() {
        return command.figure();
    }

    @Override
    public List<Row> measure(Session session) {
        List<Double> measured = new ArrayList<>();
        List<Double> limits = new ArrayList<>();
        List<Double> cpuMillis = new ArrayList<>();
        double leftBehind = 0;
        Database database = session.rig().database("consent");
        try (ServerProcess consent = session.rig().consent()) {
            CommandLoad load = CommandLoad.ours(session.rig(), consent);
            session.warmUp(() -> command.warmUp(load, session.warmUp()));
            database.settle();
            Pgbench.Sample sample = Pgbench.Sample.of(database, command.event());
            Pgbench pgbench = session.rig().pgbench();
            int clients = pgbench.bestClients(sample, session.trial());
            long before = events(database);
            long begin = database.number("select max(global_position) from event");
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                Contacts people = command.people(load, session.run());
                database.settle();
                limits.add(pgbench.run(sample, clients, session.run()));
                // As before pgbench: neither is measured while a checkpoint of the other is
                // written.
                database.execute("checkpoint");
                double used = consent.cpuSeconds();
                measured.add(command.run(load, people, session.run()));
                cpuMillis.add(
                        (consent.cpuSeconds() - used)
                                * 1000
                                / (measured.getLast() * session.run().toSeconds()));
                leftBehind = Math.max(leftBehind, database.settle());
                session.say(
                        "  %s: %,.0f/s, pgbench %,.0f/s"
                                .formatted(name(), measured.getLast(), limits.getLast()));
            }
            double foreign = cpu.foreign();
            requireWritten(session, measured, events(database) - before);
            requireAllowed(database, begin);
            return List.of(
                    new Row(
                            name(),
                            command.title(),
                            "pgbench, " + clients + " clients",
                            "/s",
                            measured,
                            limits,
                            command.goal(),
                            foreign,
                            String.format(
                                    Locale.ROOT,
                                    "the service took %.2f ms of CPU per request, relay and"
                                            + " projections included; after a run they needed up"
                                            + " to %.1f s to catch up.",
                                    Samples.median(cpuMillis),
                                    leftBehind)));
        }
    }

    /** A refusal by the cap is another answer, and a cheaper one. */
    private static void requireAllowed(Database database, long begin) {
        String decided =
                "select count(*) from event where type = 'CallDecided' and global_position > "
                        + begin;
        long all = database.number(decided);
        long capped = database.number(decided + " and payload::text like '%FREQUENCY_CAP%'");
        if (capped * 20 > all) {
            throw new IllegalStateException(
                    "%,d of %,d decisions were refused by the cap.".formatted(capped, all));
        }
    }

    private long events(Database database) {
        return database.number("select count(*) from event where type = '" + command.event() + "'");
    }

    /** What was answered 201 is in the table, or the figure is a lie. */
    private static void requireWritten(Session session, List<Double> rates, long written) {
        double answered =
                rates.stream().mapToDouble(Double::doubleValue).sum()
                        * session.run().toSeconds()
                        * 0.99;
        if (written < answered) {
            throw new IllegalStateException(
                    "%,.0f commands were answered, only %,d events written."
                            .formatted(answered, written));
        }
    }
}
