// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.rig.CopyLimit;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The import of five million numbers, against COPY of as many fingerprints. */
final class ImportFigure implements Figure {

    private static final int PART = 16;

    @Override
    public String name() {
        return "import";
    }

    @Override
    public List<Row> measure(Session session) throws IOException {
        Rig rig = session.rig();
        int rows = session.size(200_000, 5_000_000);
        Path folder = rig.folder("registers");
        Path file = folder.resolve("numbers.csv");
        Path part = folder.resolve("part.csv");
        Path fingerprints = folder.resolve("fingerprints.csv");
        Lists.numbers(file, rows);
        Lists.numbers(part, rows / PART);
        Lists.fingerprints(fingerprints, rows);
        List<Double> imported = new ArrayList<>();
        List<Double> copied = new ArrayList<>();
        try (ServerProcess consent = rig.consent()) {
            Lists lists = new Lists(rig, consent);
            CopyLimit limit = rig.copyLimit("consent", "(fingerprint uuid not null)");
            Row memory = memory(session, lists, consent, file, part, rows);
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                copied.add(rows / limit.seconds(fingerprints));
                rig.database("consent").execute("checkpoint");
                imported.add(rows / lists.imported(file, rows));
                session.say(
                        "  import: %,.0f rows/s, COPY %,.0f rows/s"
                                .formatted(imported.getLast(), copied.getLast()));
            }
            return List.of(
                    new Row(
                            name(),
                            "import of %,d numbers, until in use".formatted(rows),
                            "COPY of as many fingerprints, no index",
                            "rows/s",
                            imported,
                            copied,
                            Goal.atLeast(0.5, 1),
                            cpu.foreign(),
                            "the import includes HTTP, reading and hashing every number, checksum,"
                                    + " row-level security and an event; COPY has none of these."),
                    memory);
        }
    }

    /** The short ones come first and move as many rows, so that the heap has grown as much. */
    private Row memory(
            Session session, Lists lists, ServerProcess consent, Path file, Path part, int rows)
            throws IOException {
        CpuWatch cpu = CpuWatch.start();
        consent.forgetPeak();
        for (int round = 0; round < PART; round++) {
            lists.imported(part, rows / PART);
        }
        double few = consent.peakMegabytes();
        consent.forgetPeak();
        lists.imported(file, rows);
        double many = consent.peakMegabytes();
        session.say("  import: %,.0f MB at most, %,.0f MB before".formatted(many, few));
        return new Row(
                name(),
                "peak memory, import of %,d numbers".formatted(rows),
                "imports of %,d".formatted(rows / PART),
                "MB",
                List.of(many),
                List.of(few),
                Goal.atMost(1.1, 1.05),
                cpu.foreign(),
                "");
    }
}
