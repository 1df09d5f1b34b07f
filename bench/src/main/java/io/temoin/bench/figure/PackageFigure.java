// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.load.Upload;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The access package of a person with many recordings: from its order until the last byte of the
 * file was fetched, through all four services. Against a plain copy of the same bytes: the files
 * into one, and that one fetched from the plain rival. The memory is that of a person with a tenth
 * of the recordings, whose package is made ten times before.
 */
final class PackageFigure implements Figure {

    private static final long MEGABYTE = 1024 * 1024;
    private static final int RECORDINGS = 200;
    private static final int FEW = RECORDINGS / 10;

    @Override
    public String name() {
        return "package";
    }

    @Override
    public List<Row> measure(Session session) throws Exception {
        Rig rig = session.rig();
        long bytes = session.size(1, 10) * MEGABYTE;
        try (ServerProcess consent = rig.consent();
                ServerProcess recording = rig.recording(consent);
                ServerProcess retention = rig.retention();
                ServerProcess _ = rig.audit();
                ServerProcess bare = rig.plain()) {
            Calls calls = new Calls(rig, consent, recording);
            Person few = person(rig, calls, retention, FEW, bytes);
            Person many = person(rig, calls, retention, RECORDINGS, bytes);
            PlainCopies plain = PlainCopies.of(rig, bare, RECORDINGS, bytes);
            settle(rig);
            List<Row> rows = new ArrayList<>();
            CpuWatch cpu = CpuWatch.start();
            List<Double> peaks = peaks(session, few, many, recording, retention);
            double foreign = cpu.foreign();
            rows.add(rate(session, many, plain, bytes));
            rows.add(memory("recording-service", peaks.get(0), peaks.get(2), foreign));
            rows.add(memory("retention-service", peaks.get(1), peaks.get(3), foreign));
            return rows;
        }
    }

    /** A person of whom there are so many recordings, and who asks for access. */
    private static Person person(
            Rig rig, Calls calls, ServerProcess retention, int recordings, long bytes)
            throws IOException {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < recordings; i++) {
            ids.add(UUID.randomUUID());
        }
        for (Upload upload : calls.legs(ids)) {
            Upload.all(List.of(upload), bytes);
        }
        settle(rig);
        return Person.asking(rig, retention, ids.getFirst());
    }

    private static void settle(Rig rig) {
        for (String service : List.of("consent", "recording", "retention", "audit")) {
            rig.database(service).settle();
        }
    }

    /** Of the two services that move audio: first with few recordings, then with many. */
    private static List<Double> peaks(
            Session session,
            Person few,
            Person many,
            ServerProcess recording,
            ServerProcess retention)
            throws IOException {
        recording.forgetPeak();
        retention.forgetPeak();
        for (int round = 0; round < RECORDINGS / FEW; round++) {
            few.fetched();
        }
        double before = recording.peakMegabytes();
        double handedOutBefore = retention.peakMegabytes();
        recording.forgetPeak();
        retention.forgetPeak();
        many.fetched();
        List<Double> peaks =
                List.of(
                        before,
                        handedOutBefore,
                        recording.peakMegabytes(),
                        retention.peakMegabytes());
        session.say(
                "  package: recording %,.0f MB at most, %,.0f before; retention %,.0f and %,.0f"
                        .formatted(peaks.get(2), peaks.get(0), peaks.get(3), peaks.get(1)));
        return peaks;
    }

    private Row memory(String service, double few, double many, double foreign) {
        return new Row(
                name(),
                "peak memory of %s, package of %d".formatted(service, RECORDINGS),
                "ten packages of " + FEW,
                "MB",
                List.of(many),
                List.of(few),
                Goal.atMost(1.1, 1.05),
                foreign,
                "");
    }

    private Row rate(Session session, Person many, PlainCopies plain, long bytes)
            throws IOException {
        double all = RECORDINGS * bytes / (double) MEGABYTE;
        List<Double> rates = new ArrayList<>();
        List<Double> copied = new ArrayList<>();
        CpuWatch cpu = CpuWatch.start();
        for (int run = 0; run < session.runs(); run++) {
            copied.add(all / plain.seconds());
            Person.Fetched fetched = many.fetched();
            if (fetched.bytes() < RECORDINGS * bytes) {
                throw new LoadFailure("A package of only %,d bytes.".formatted(fetched.bytes()));
            }
            rates.add(all / (fetched.builtSeconds() + fetched.downloadSeconds()));
            session.say(
                    "  package: %,.0f MB/s (built in %.1f s, fetched in %.1f s), plain %,.0f MB/s"
                            .formatted(
                                    rates.getLast(),
                                    fetched.builtSeconds(),
                                    fetched.downloadSeconds(),
                                    copied.getLast()));
        }
        return new Row(
                name(),
                "access package with %d recordings of %d MB"
                        .formatted(RECORDINGS, bytes / MEGABYTE),
                "plain copy, then plain download",
                "MB/s",
                rates,
                copied,
                Goal.atLeast(0.5, 0.8),
                cpu.foreign(),
                "ordered, built of four sealed parts and fetched whole as an encrypted zip.");
    }
}
