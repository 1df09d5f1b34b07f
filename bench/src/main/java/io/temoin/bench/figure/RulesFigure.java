// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.Commands;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.platform.ChildProcess;
import io.temoin.platform.SourceTree;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules of a call alone, on one core, in a JVM of their own. */
final class RulesFigure implements Figure {

    private static final double GOAL = 500_000;
    private static final double STRETCH = 1_000_000;

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public List<Row> measure(Session session) {
        List<Double> measured = new ArrayList<>();
        CpuWatch cpu = CpuWatch.start();
        for (int run = 0; run < session.runs(); run++) {
            measured.add(decisionsPerSecond(session));
            session.say("  rules: %,.0f/s".formatted(measured.getLast()));
        }
        return List.of(
                new Row(
                        name(),
                        "rules of a call evaluated, one core",
                        "stands alone",
                        "/s",
                        measured,
                        List.of(),
                        Goal.atLeast(GOAL, STRETCH),
                        cpu.foreign(),
                        "choosing the packs, evaluation and event; half the calls are allowed."));
    }

    /** From the service's own classes, as they were built and tested. */
    private static double decisionsPerSecond(Session session) {
        Path root = SourceTree.root();
        String classPath =
                String.join(
                        File.pathSeparator,
                        root.resolve("consent-service/target/classes").toString(),
                        root.resolve("consent-service/target/test-classes").toString(),
                        root.resolve("event-sourcing/target/classes").toString(),
                        root.resolve("consent-service/target/quarkus-app/lib/main") + "/*");
        String printed =
                Commands.output(
                        List.of(
                                ChildProcess.java(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                classPath,
                                "io.temoin.consent.decision.RuleRate",
                                Long.toString(session.warmUp().toSeconds()),
                                Long.toString(session.run().toSeconds())),
                        Map.of());
        return Double.parseDouble(printed.strip());
    }
}
