// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.CheckpointTail;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.report.Samples;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How soon an event is under the signed checkpoint that strangers see, at 500 events a second: from
 * the moment it is sent to its topic.
 */
final class CheckpointFigure implements Figure {

    static final int PER_SECOND = 500;

    private static final int WARM = 3;
    private static final double P99 = 99;

    @Override
    public String name() {
        return "checkpoint";
    }

    @Override
    public List<Row> measure(Session session) {
        Rig rig = session.rig();
        List<Double> p99 = new ArrayList<>();
        List<Double> p50 = new ArrayList<>();
        try (ServerProcess audit = rig.audit();
                AuditLoad load = AuditLoad.of(rig)) {
            warm(session, load);
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                List<Double> seconds =
                        seconds(audit, load, session.run().multipliedBy(2), _ -> true);
                p50.add(Samples.median(seconds));
                p99.add(Samples.percentile(seconds, P99));
                session.say(
                        "  checkpoint: p50 %.2f s, p99 %.2f s"
                                .formatted(p50.getLast(), p99.getLast()));
            }
            return List.of(
                    new Row(
                            name(),
                            "event sent → under the signed checkpoint, 500/s, p99",
                            "stands alone",
                            "s",
                            p99,
                            List.of(),
                            Goal.atMost(1.5, 1),
                            cpu.foreign(),
                            String.format(Locale.ROOT, "p50 %.2f s.", Samples.median(p50))));
        }
    }

    /** Enough for the compilers, then a stretch at the pace. */
    static void warm(Session session, AuditLoad load) {
        for (int stretch = 0; stretch < WARM; stretch++) {
            load.taken(session.size(5_000, 40_000));
        }
        load.paced(PER_SECOND, session.warmUp());
    }

    /**
     * Seconds from sending to the checkpoint, of each event of a stretch.
     *
     * @param counts which checkpoints count
     */
    static List<Double> seconds(
            ServerProcess audit, AuditLoad load, Duration duration, Predicate<String> counts) {
        long before = load.expected();
        URI log = audit.address().resolve("/v1/logs/" + load.log().shard());
        try (CheckpointTail tail = CheckpointTail.start(log, counts)) {
            Map<String, Long> sent = load.paced(PER_SECOND, duration);
            tail.await(load.expected());
            return tail.seconds(sent, load.log().places(before));
        }
    }
}
