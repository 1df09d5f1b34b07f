// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.report.Samples;
import io.temoin.bench.rig.CopyLimit;
import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.LargeTrail;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From the topics into the trail, into the log and under a signed checkpoint, against COPY of the
 * trail's own rows into a table without key and index.
 */
final class EntriesFigure implements Figure {

    @Override
    public String name() {
        return "entries";
    }

    @Override
    public List<Row> measure(Session session) {
        Rig rig = session.rig();
        int events = session.size(10_000, 150_000);
        int stretch = session.size(10_000, 40_000);
        Database database = rig.database("audit");
        Path rows = rig.folder("audit-rows").resolve("rows.txt");
        List<Double> measured = new ArrayList<>();
        List<Double> limits = new ArrayList<>();
        List<Double> cpuMillis = new ArrayList<>();
        try (ServerProcess audit = rig.audit();
                AuditLoad load = AuditLoad.of(rig)) {
            session.warmUp(() -> load.taken(stretch));
            database.copyOut(
                    "select * from audit_entry order by position desc limit " + events, rows);
            long copied = Math.min(events, load.expected());
            CopyLimit limit = rig.copyLimit("audit", "(like audit_entry)");
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                limits.add(copied / limit.seconds(rows));
                database.execute("checkpoint");
                double used = audit.cpuSeconds();
                measured.add(load.taken(events));
                cpuMillis.add((audit.cpuSeconds() - used) * 1000 / events);
                session.say(
                        "  entries: %,.0f/s, COPY %,.0f/s"
                                .formatted(measured.getLast(), limits.getLast()));
            }
            double foreign = cpu.foreign();
            requireAll(database, load.expected());
            return rows(measured, limits, cpuMillis, foreign);
        }
    }

    private List<Row> rows(
            List<Double> measured, List<Double> limits, List<Double> cpuMillis, double foreign) {
        return List.of(
                new Row(
                        name(),
                        "events to signed entries",
                        "COPY of the rows, no index",
                        "/s",
                        measured,
                        limits,
                        Goal.atLeast(0.3, 0.3),
                        foreign,
                        String.format(
                                Locale.ROOT,
                                "the service adds Kafka, keys, indexes, salts, commitments, tree"
                                        + " and signature, with each entry in four tables; it took"
                                        + " %.2f ms of CPU per entry.",
                                Samples.median(cpuMillis))),
                new Row(
                        name(),
                        "events to signed entries, absolute",
                        "stands alone",
                        "/s",
                        measured,
                        List.of(),
                        Goal.atLeast(5_000, 10_000),
                        foreign,
                        ""));
    }

    /** What was signed is in the trail, one leaf each, or the figure is a lie. */
    private static void requireAll(Database database, long expected) {
        String tenant = "tenant = '" + LargeTrail.TENANT + "'";
        long entries = database.number("select count(*) from audit_entry where " + tenant);
        long leaves = database.number("select count(*) from log_leaf where " + tenant);
        if (entries != expected || leaves != expected) {
            throw new LoadFailure(
                    "Of %,d events %,d are entries and %,d are leaves."
                            .formatted(expected, entries, leaves));
        }
    }
}
