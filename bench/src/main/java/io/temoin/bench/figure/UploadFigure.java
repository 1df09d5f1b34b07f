// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

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

/** Sealing uploads, four at once, against the same handler that writes what it gets. */
final class UploadFigure implements Figure {

    private static final int CONCURRENT_UPLOADS = 4;
    private static final long MEGABYTE = 1024 * 1024;

    private final Storage storage;

    UploadFigure(Storage storage) {
        this.storage = storage;
    }

    @Override
    public String name() {
        return storage.figure("upload");
    }

    @Override
    public List<Row> measure(Session session) throws Exception {
        Rig rig = session.rig();
        long bytes = session.size(20, 100) * MEGABYTE;
        List<Double> sealed = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        try (ServerProcess consent = rig.consent();
                ServerProcess recording = storage.recording(rig, consent);
                ServerProcess bare = storage.plain(rig)) {
            Calls calls = new Calls(rig, consent, recording);
            Row memory = memory(session, calls, recording);
            plain(rig, bare, 4 * bytes);
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                plain.add(plain(rig, bare, bytes));
                sealed.add(sealed(rig, calls, bytes));
                session.say(
                        "  upload: %,.0f MB/s, plain %,.0f MB/s"
                                .formatted(sealed.getLast(), plain.getLast()));
            }
            return List.of(
                    new Row(
                            name(),
                            "encrypting upload, 4 × " + bytes / MEGABYTE + " MB",
                            storage.baseline(),
                            "MB/s",
                            sealed,
                            plain,
                            Goal.atLeast(0.8, 0.9),
                            cpu.foreign(),
                            note()),
                    memory);
        }
    }

    /**
     * The peak while four long uploads run, against the peak of many short ones. The short ones
     * come first and move as many bytes, so that the heap has grown as much.
     */
    private Row memory(Session session, Calls calls, ServerProcess recording) throws IOException {
        Rig rig = session.rig();
        long shorter = session.size(5, 25) * MEGABYTE;
        int factor = session.size(4, 16);
        CpuWatch cpu = CpuWatch.start();
        recording.forgetPeak();
        for (int round = 0; round < factor; round++) {
            sealed(rig, calls, shorter);
        }
        double few = recording.peakMegabytes();
        recording.forgetPeak();
        sealed(rig, calls, shorter * factor);
        double many = recording.peakMegabytes();
        return new Row(
                name(),
                "peak memory, 4 uploads of " + shorter * factor / MEGABYTE + " MB",
                "of " + shorter / MEGABYTE + " MB each",
                "MB",
                List.of(many),
                List.of(few),
                Goal.atMost(1.1, 1.05),
                cpu.foreign(),
                "");
    }

    private double sealed(Rig rig, Calls calls, long bytes) throws IOException {
        double seconds = Upload.all(calls.uploads(CONCURRENT_UPLOADS), bytes);
        storage.discard(rig);
        return CONCURRENT_UPLOADS * bytes / (double) MEGABYTE / seconds;
    }

    private double plain(Rig rig, ServerProcess bare, long bytes) throws IOException {
        List<Upload> uploads = new ArrayList<>();
        for (int upload = 0; upload < CONCURRENT_UPLOADS; upload++) {
            uploads.add(new Upload(storage.plainAddress(bare, UUID.randomUUID()), null, ""));
        }
        double seconds = Upload.all(uploads, bytes);
        storage.discard(rig);
        return CONCURRENT_UPLOADS * bytes / (double) MEGABYTE / seconds;
    }

    private String note() {
        String both =
                switch (storage) {
                    case FILES -> "both with SHA-256, fsync and rename";
                    case BUCKET -> "both with SHA-256 and parts of 8 MiB, one on its way each";
                };
        return both + "; only the service has a token, a receipt and two events.";
    }
}
