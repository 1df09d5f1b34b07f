// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.Commands;
import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.rig.LeafRate;
import io.temoin.bench.rig.LogFolder;
import io.temoin.platform.ChildProcess;
import io.temoin.platform.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How fast a stranger checks a whole log that was copied into a folder: the packaged verifier from
 * the start of its process to its answer, against the JDK's SHA-256 of the leaves alone.
 */
final class FsckFigure implements Figure {

    private static final List<String> ONE_CORE = oneCore();
    private static final List<String> ALL_CORES = List.of(ChildProcess.java(), "-Xmx256m");

    @Override
    public String name() {
        return "fsck";
    }

    @Override
    public List<Row> measure(Session session) {
        int entries = session.size(50_000, 10_000_000);
        LogFolder log = LogFolder.write(session.rig().folder("log"), entries);
        List<Double> onOne = new ArrayList<>();
        List<Double> onAll = new ArrayList<>();
        List<Double> limits = new ArrayList<>();
        // Once for the cache of the file system.
        checked(log, entries, ALL_CORES);
        CpuWatch cpu = CpuWatch.start();
        for (int run = 0; run < session.runs(); run++) {
            limits.add(leaves(session));
            onOne.add(checked(log, entries, ONE_CORE));
            onAll.add(checked(log, entries, ALL_CORES));
            session.say(
                    "  fsck: %,.0f entries/s on one core, %,.0f on all, SHA-256 of leaves %,.0f/s"
                            .formatted(onOne.getLast(), onAll.getLast(), limits.getLast()));
        }
        return List.of(
                row("fsck of %,d entries, one core".formatted(entries), onOne, limits, cpu),
                row("fsck of %,d entries, all cores".formatted(entries), onAll, limits, cpu));
    }

    private Row row(String title, List<Double> measured, List<Double> limits, CpuWatch cpu) {
        return new Row(
                name(),
                title,
                "SHA-256 of the leaves, one core",
                "entries/s",
                measured,
                limits,
                Goal.atLeast(0.3, 0.5),
                cpu.foreign(),
                "fsck also starts the JVM, reads files, decodes bundles and hashes the nodes above"
                        + " the leaves, which take two blocks each where a leaf takes one.");
    }

    private static double checked(LogFolder log, int entries, List<String> cores) {
        long began = System.nanoTime();
        String answer =
                Commands.output(
                        on(
                                cores,
                                "-jar",
                                SourceTree.root()
                                        .resolve("verifier/target/temoin-verify.jar")
                                        .toString(),
                                "fsck",
                                log.folder().toUri().toString(),
                                "--key",
                                log.key()),
                        Map.of());
        double seconds = (System.nanoTime() - began) / 1e9;
        if (!answer.contains("has all " + entries + " entries")) {
            throw new LoadFailure("The verifier says: " + answer);
        }
        return entries / seconds;
    }

    private static double leaves(Session session) {
        String printed =
                Commands.output(
                        on(
                                ONE_CORE,
                                "-cp",
                                System.getProperty("java.class.path"),
                                LeafRate.class.getName(),
                                Long.toString(session.trial().toSeconds())),
                        Map.of());
        return Double.parseDouble(printed.strip());
    }

    private static List<String> on(List<String> cores, String... arguments) {
        List<String> command = new ArrayList<>(cores);
        command.addAll(List.of(arguments));
        return command;
    }

    /** Compilers and collector too, where the system can hold a process to a core. */
    private static List<String> oneCore() {
        List<String> command = new ArrayList<>();
        Commands.find("taskset").ifPresent(taskset -> command.addAll(List.of(taskset, "-c", "0")));
        command.addAll(
                List.of(
                        ChildProcess.java(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:ActiveProcessorCount=1"));
        return command;
    }
}
