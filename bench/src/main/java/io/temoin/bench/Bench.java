// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench;

import io.temoin.bench.figure.Figure;
import io.temoin.bench.figure.Session;
import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.report.Report;
import io.temoin.bench.report.Row;
import io.temoin.bench.report.Table;
import io.temoin.bench.rig.Rig;
import io.temoin.platform.ComponentFailure;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the packaged services and prints one table. */
@CommandLine.Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measure the suite against baselines on this machine: candidate and baseline"
                        + " alternate, and the figures are medians of the runs' ratios.")
public final class Bench implements Callable<Integer> {

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "FIGURE",
            description = "Figures to measure: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Names.class)
    private List<String> only = List.of();

    @Option(
            names = "--runs",
            defaultValue = "5",
            description = "Runs of each (default: ${DEFAULT-VALUE}).")
    private int runs = 5;

    @Option(names = "--quick", description = "One short run of each, to see whether it works.")
    private boolean quick;

    @Spec private CommandSpec spec = CommandSpec.create();

    /** The figures that can be asked for. */
    static final class Names extends ArrayList<String> {
        Names() {
            super(Figure.all().stream().map(Figure::name).toList());
        }
    }

    private Bench() {}

    /**
     * Runs it. A goal that was missed is told in the table; only what broke ends with another code
     * than 0.
     */
    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new Bench())
                        .setExecutionExceptionHandler(
                                (failure, command, _) -> {
                                    switch (failure) {
                                        case LoadFailure known -> tell(command, known);
                                        case ComponentFailure known -> tell(command, known);
                                        default -> failure.printStackTrace(command.getErr());
                                    }
                                    return 1;
                                })
                        .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Figure> figures = chosen();
        Path target = SourceTree.root().resolve("bench/target");
        Instant at = Instant.now();
        List<Row> rows = new ArrayList<>();
        String shared;
        try (FileChannel lock = lock(target.resolve("bench.lock"))) {
            if (lock.tryLock() == null) {
                throw new LoadFailure("Another bench runs on this checkout.");
            }
            PrintWriter out = spec.commandLine().getOut();
            Rig rig = Rig.start(target.resolve("run"));
            // Ctrl-C: nothing that was started may stay behind.
            Runtime.getRuntime().addShutdownHook(new Thread(rig::close, "stop-the-rig"));
            try (rig) {
                shared = shared(rig);
                Session session =
                        new Session(rig, quick ? 1 : runs, quick, line -> print(out, line));
                for (Figure figure : figures) {
                    print(out, figure.name());
                    rows.addAll(figure.measure(session));
                }
                Report report =
                        new Report(
                                at,
                                machine(),
                                session.runs(),
                                (int) session.run().toSeconds(),
                                rows);
                report.write(target.resolve("bench.json"));
            }
            rig.forget();
            print(out, "\n" + Table.of(rows) + "\n\n" + machine() + ". " + shared);
        }
        return 0;
    }

    private static String shared(Rig rig) {
        return "The cores are shared by the load generator ("
                + rig.generator().name()
                + "), the service, PostgreSQL and Kafka; token verification, row-level security,"
                + " version checks, encryption of personal values, signatures, relay and"
                + " projections are on. Foreign CPU: share of all cores that other processes"
                + " used meanwhile.";
    }

    private List<Figure> chosen() {
        List<String> unknown =
                only.stream()
                        .filter(name -> Figure.all().stream().noneMatch(f -> f.name().equals(name)))
                        .toList();
        if (!unknown.isEmpty() || runs < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    unknown.isEmpty() ? "At least one run." : "Unknown figures: " + unknown);
        }
        return Figure.all().stream()
                .filter(figure -> only.isEmpty() || only.contains(figure.name()))
                .toList();
    }

    private static FileChannel lock(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static String machine() {
        String cores = Runtime.getRuntime().availableProcessors() + " cores";
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                            .map(line -> line.substring(line.indexOf(':') + 1).strip())
                            .limit(1)
                            .collect(Collectors.joining())
                    + ", "
                    + cores
                    + ", JDK "
                    + Runtime.version().feature();
        } catch (IOException _) {
            return cores;
        }
    }

    private static void print(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    private static void tell(CommandLine command, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            command.getErr().println(cause.getMessage());
        }
    }
}
