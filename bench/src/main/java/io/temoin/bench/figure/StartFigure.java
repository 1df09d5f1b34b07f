// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.Load;
import io.temoin.bench.load.RequestTemplate;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.report.Samples;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How soon consent-service is ready and what it weighs, against a bare Quarkus application. */
final class StartFigure implements Figure {

    private static final int CLIENTS = 64;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Row> measure(Session session) {
        Rig rig = session.rig();
        List<Double> ready = new ArrayList<>();
        List<Double> bareReady = new ArrayList<>();
        List<Double> weight = new ArrayList<>();
        List<Double> bareWeight = new ArrayList<>();
        // The first start makes the tables.
        rig.consent().close();
        CpuWatch cpu = CpuWatch.start();
        for (int run = 0; run < session.runs(); run++) {
            try (ServerProcess bare = rig.plain()) {
                bareReady.add(bare.readyMillis());
                greet(session, bare.address());
                bareWeight.add(bare.residentMegabytes());
            }
            try (ServerProcess consent = rig.consent()) {
                ready.add(consent.readyMillis());
                CommandLoad load = CommandLoad.ours(rig, consent);
                Contacts contacts = load.contacts(session.run());
                load.decisions(contacts, CLIENTS, session.run());
                weight.add(consent.residentMegabytes());
            }
            session.say(
                    "  start: %,.0f ms, bare %,.0f ms; %,.0f MB, bare %,.0f MB"
                            .formatted(
                                    ready.getLast(),
                                    bareReady.getLast(),
                                    weight.getLast(),
                                    bareWeight.getLast()));
        }
        double foreign = cpu.foreign();
        return List.of(
                new Row(
                        name(),
                        "consent-service ready after start",
                        "bare Quarkus REST",
                        "ms",
                        ready,
                        bareReady,
                        Goal.atMost(2, 1.5),
                        foreign,
                        ""),
                new Row(
                        name(),
                        "consent-service resident after load",
                        "absolute",
                        "MB",
                        weight,
                        List.of(),
                        Goal.atMost(350, 350),
                        foreign,
                        String.format(
                                Locale.ROOT,
                                "the bare application holds %.0f MB after the same load.",
                                Samples.median(bareWeight))));
    }

    private static void greet(Session session, URI server) {
        RequestTemplate hello = RequestTemplate.get(server.resolve("/hello"), null, "");
        session.rig()
                .generator()
                .run(new Load(server, hello, 0, 0, 1, CLIENTS, session.run().multipliedBy(2)));
    }
}
