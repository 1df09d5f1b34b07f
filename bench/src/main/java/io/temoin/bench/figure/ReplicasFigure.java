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

/**
 * Decisions of two replicas against those of one, behind the same nginx and on the same cores: what
 * replicas cost each other. Both processes run all the time, and share the feeds.
 */
final class ReplicasFigure implements Figure {

    private final Command command = Command.DECISION;

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
            session.warmUp(() -> command.warmUp(both, session.warmUp()));
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                Load.Result alone = decisions(one, database, session);
                Load.Result together = decisions(both, database, session);
                rateOfOne.add(alone.perSecond());
                rateOfTwo.add(together.perSecond());
                p99OfOne.add(alone.p99());
                p99OfTwo.add(together.p99());
                session.say(
                        "  two: %,.0f/s, p99 %.1f ms; one: %,.0f/s, p99 %.1f ms"
                                .formatted(
                                        together.perSecond(),
                                        together.p99(),
                                        alone.perSecond(),
                                        alone.p99()));
            }
            double foreign = cpu.foreign();
            return List.of(
                    row(
                            command.title() + ", two replicas",
                            "one replica",
                            "/s",
                            rateOfTwo,
                            rateOfOne,
                            Goal.atLeast(0.9, 1),
                            foreign),
                    row(
                            "p99 of two replicas",
                            "one replica",
                            "ms",
                            p99OfTwo,
                            p99OfOne,
                            Goal.atMost(1.5, 1),
                            foreign));
        }
    }

    private Load.Result decisions(CommandLoad load, Database database, Session session) {
        Contacts people = command.people(load, session.run());
        database.settle();
        // Neither is measured while a checkpoint of the other is written.
        database.execute("checkpoint");
        Load.Result result = load.decisions(people, command.clients(), session.run());
        database.settle();
        return result;
    }

    private Row row(
            String title,
            String against,
            String unit,
            List<Double> measured,
            List<Double> limits,
            Goal goal,
            double foreign) {
        return new Row(
                name(),
                title,
                against,
                unit,
                measured,
                limits,
                goal,
                foreign,
                "nginx takes part of the cores in both.");
    }
}
