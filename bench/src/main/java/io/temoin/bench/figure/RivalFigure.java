// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Both commands against the rival on emmett, with as many worker processes as suit it best. */
final class RivalFigure implements Figure {

    private static final int MOST_WORKERS = 2;

    @Override
    public String name() {
        return "rival";
    }

    @Override
    public List<Row> measure(Session session) {
        Rig rig = session.rig();
        int workers = bestWorkers(session);
        Map<Command, List<Double>> ours = lists();
        Map<Command, List<Double>> theirs = lists();
        double foreign;
        try (ServerProcess consent = rig.consent();
                ServerProcess emmett = rig.emmett(workers)) {
            CommandLoad our = CommandLoad.ours(rig, consent);
            CommandLoad their = CommandLoad.rival(rig, emmett);
            warmUp(our, session);
            warmUp(their, session);
            Database database = rig.database("consent");
            database.settle();
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                for (Command command : Command.values()) {
                    Contacts theirPeople = command.people(their, session.run());
                    Contacts ourPeople = command.people(our, session.run());
                    database.settle();
                    double rival = command.run(their, theirPeople, session.run());
                    // Both begin right after a checkpoint.
                    database.execute("checkpoint");
                    double own = command.run(our, ourPeople, session.run());
                    database.settle();
                    at(theirs, command).add(rival);
                    at(ours, command).add(own);
                    session.say(
                            "  %s: %,.0f/s, emmett %,.0f/s"
                                    .formatted(command.figure(), own, rival));
                }
            }
            foreign = cpu.foreign();
        }
        List<Row> rows = new ArrayList<>();
        for (Command command : Command.values()) {
            rows.add(
                    new Row(
                            name(),
                            command.title(),
                            "emmett + Express, " + workers + " × Node",
                            "/s",
                            at(ours, command),
                            at(theirs, command),
                            Goal.atLeast(2, 4),
                            foreign,
                            ""));
        }
        return rows;
    }

    private static void warmUp(CommandLoad load, Session session) {
        Contacts contacts = load.contacts(session.warmUp());
        for (Command command : Command.values()) {
            session.warmUp(() -> command.run(load, contacts, session.warmUp()));
        }
    }

    private static int bestWorkers(Session session) {
        int best = 1;
        double most = 0;
        for (int workers = 1; workers <= MOST_WORKERS; workers++) {
            try (ServerProcess emmett = session.rig().emmett(workers)) {
                CommandLoad load = CommandLoad.rival(session.rig(), emmett);
                load.consents(Command.CONSENT.clients(), session.trial());
                double rate = load.consents(Command.CONSENT.clients(), session.trial()).perSecond();
                if (rate > most) {
                    most = rate;
                    best = workers;
                }
            }
        }
        return best;
    }

    private static Map<Command, List<Double>> lists() {
        Map<Command, List<Double>> lists = new EnumMap<>(Command.class);
        for (Command command : Command.values()) {
            lists.put(command, new ArrayList<>());
        }
        return lists;
    }

    private static List<Double> at(Map<Command, List<Double>> lists, Command command) {
        return lists.getOrDefault(command, List.of());
    }
}
