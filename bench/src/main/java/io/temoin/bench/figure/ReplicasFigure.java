// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.Load;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.rig.Balancer;
import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Decisions of two replicas against those of one, behind the same nginx and on the same cores: what
 * replicas cost each other. Both processes run all the time, and share the feeds.
 */
final class ReplicasFigure implements Figure {

    /** Of all replicas and of the database, since they started. */
    private static final String COMMITS =
            """
            select xact_commit from pg_stat_database where datname = 'consent'""";

    private final Command command = Command.DECISION;

    /**
     * What a run came to, and what each decision took of the database and of both processes.
     *
     * @param cpuMillis of the processes together; the one that is not asked shares the feeds
     */
    private record Measured(Load.Result result, double cpuMillis, double commits) {

        String costs() {
            return String.format(
                    Locale.ROOT, "%.2f ms of CPU and %.2f commits", cpuMillis, commits);
        }
    }

    @Override
    public String name() {
        return "replicas";
    }

    @Override
    public List<Row> measure(Session session) {
        List<Double> rateOfTwo = new ArrayList<>();
        List<Double> rateOfOne = new ArrayList<>();
        List<Double> p99OfTwo = new ArrayList<>();
        List<Double> p99OfOne = new ArrayList<>();
        Database database = session.rig().database("consent");
        try (ServerProcess first = session.rig().consent();
                ServerProcess second = session.rig().secondConsent();
                Balancer balancer = session.rig().balancer(first, second)) {
            CommandLoad both = CommandLoad.ours(session.rig(), balancer.both());
            CommandLoad one = CommandLoad.ours(session.rig(), balancer.first());
            List<ServerProcess> replicas = List.of(first, second);
            session.warmUp(() -> command.warmUp(both, session.warmUp()));
            // Alone, the first replica has twice as much to do at once.
            command.warmUp(one, session.warmUp());
            String costs = "";
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                Measured alone = decisions(one, replicas, database, session);
                Measured together = decisions(both, replicas, database, session);
                rateOfOne.add(alone.result().perSecond());
                rateOfTwo.add(together.result().perSecond());
                p99OfOne.add(alone.result().p99());
                p99OfTwo.add(together.result().p99());
                costs = "two %s, one %s".formatted(together.costs(), alone.costs());
                session.say(
                        "  two: %,.0f/s, p99 %.1f ms; one: %,.0f/s, p99 %.1f ms; per decision %s"
                                .formatted(
                                        together.result().perSecond(),
                                        together.result().p99(),
                                        alone.result().perSecond(),
                                        alone.result().p99(),
                                        costs));
            }
            double foreign = cpu.foreign();
            String note =
                    "nginx takes part of the cores in both; per decision, last run: " + costs + ".";
            return List.of(
                    row(
                            command.title() + ", two replicas",
                            "one replica",
                            "/s",
                            rateOfTwo,
                            rateOfOne,
                            Goal.atLeast(0.9, 1),
                            foreign,
                            note),
                    row(
                            "p99 of two replicas",
                            "one replica",
                            "ms",
                            p99OfTwo,
                            p99OfOne,
                            Goal.atMost(1.5, 1),
                            foreign,
                            note));
        }
    }

    private Measured decisions(
            CommandLoad load, List<ServerProcess> replicas, Database database, Session session) {
        Contacts people = command.people(load, session.run());
        database.settle();
        // Neither is measured while a checkpoint of the other is written.
        database.execute("checkpoint");
        double used = cpuSeconds(replicas);
        long commits = database.number(COMMITS);
        Load.Result result = load.decisions(people, command.clients(), session.run());
        double cpuMillis = (cpuSeconds(replicas) - used) * 1000 / result.requests();
        database.settle();
        return new Measured(
                result,
                cpuMillis,
                (double) (database.number(COMMITS) - commits) / result.requests());
    }

    private static double cpuSeconds(List<ServerProcess> replicas) {
        return replicas.stream().mapToDouble(ServerProcess::cpuSeconds).sum();
    }

    private Row row(
            String title,
            String against,
            String unit,
            List<Double> measured,
            List<Double> limits,
            Goal goal,
            double foreign,
            String note) {
        return new Row(name(), title, against, unit, measured, limits, goal, foreign, note);
    }
}
