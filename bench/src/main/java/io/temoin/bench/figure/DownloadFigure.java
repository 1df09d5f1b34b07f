// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.HttpConnection;
import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.load.RequestTemplate;
import io.temoin.bench.load.Upload;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.report.Samples;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Opening downloads and Range requests, against the same handler over a plain file. */
final class DownloadFigure implements Figure {

    private static final int LISTENERS = 4;
    private static final int RANGE = 8 * 1024;
    private static final long MEGABYTE = 1024 * 1024;
    private static final String ROLE = "supervisor";

    /** Audio that can be fetched. */
    private record Source(URI audio, @Nullable String token, String headers, long bytes) {

        byte[] whole() {
            return RequestTemplate.get(audio, token, headers).fill(0, 0);
        }

        byte[] part() {
            long first = ThreadLocalRandom.current().nextLong(bytes - RANGE);
            String range = "Range: bytes=" + first + "-" + (first + RANGE - 1) + "\r\n";
            return RequestTemplate.get(audio, token, headers + range).fill(0, 0);
        }
    }

    private final Storage storage;

    DownloadFigure(Storage storage) {
        this.storage = storage;
    }

    @Override
    public String name() {
        return storage.figure("download");
    }

    @Override
    public List<Row> measure(Session session) throws Exception {
        Rig rig = session.rig();
        long bytes = session.size(20, 100) * MEGABYTE;
        int fetches = session.size(4, 16);
        int parts = session.size(200, 2000);
        List<Double> opened = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        List<Double> openedParts = new ArrayList<>();
        List<Double> plainParts = new ArrayList<>();
        try (ServerProcess consent = rig.consent();
                ServerProcess recording = storage.recording(rig, consent);
                ServerProcess bare = storage.plain(rig)) {
            UUID id = UUID.randomUUID();
            Calls calls = new Calls(rig, consent, recording);
            URI file = storage.plainAddress(bare, id);
            Upload.all(List.of(calls.upload(id)), bytes);
            Upload.all(List.of(new Upload(file, null, "")), bytes);
            Source limit = new Source(file, null, "", bytes);
            for (Source source : List.of(limit, sealed(rig, calls, id, bytes))) {
                megabytesPerSecond(source, 2 * fetches);
                rangeMillis(source, 2 * parts);
            }
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                Source source = sealed(rig, calls, id, bytes);
                plain.add(megabytesPerSecond(limit, fetches));
                opened.add(megabytesPerSecond(source, fetches));
                plainParts.add(rangeMillis(limit, parts));
                openedParts.add(rangeMillis(source, parts));
                session.say(
                        "  download: %,.0f MB/s, plain %,.0f MB/s; range p99 %.2f ms, plain %.2f ms"
                                .formatted(
                                        opened.getLast(),
                                        plain.getLast(),
                                        openedParts.getLast(),
                                        plainParts.getLast()));
            }
            return List.of(
                    new Row(
                            name(),
                            "decrypting download of " + bytes / MEGABYTE + " MB",
                            storage.baseline(),
                            "MB/s",
                            opened,
                            plain,
                            Goal.atLeast(0.7, 0.85),
                            cpu.foreign(),
                            "only the service checks an access token and a listening token."),
                    new Row(
                            name(),
                            "8 KB Range, 4 listeners, p99",
                            storage.baseline(),
                            "ms",
                            openedParts,
                            plainParts,
                            Goal.atMost(3, 3),
                            cpu.foreign(),
                            ""));
        }
    }

    /** A listening lasts some minutes only: each run asks for its own. */
    private static Source sealed(Rig rig, Calls calls, UUID id, long bytes) throws IOException {
        String listening =
                "Listening-Token: " + calls.listening(id, ROLE) + "\r\n" + Calls.WORKSTATION;
        return new Source(calls.audio(id), rig.token(ROLE), listening, bytes);
    }

    private static double megabytesPerSecond(Source source, int fetches) throws IOException {
        try (HttpConnection connection = new HttpConnection(source.audio())) {
            long began = System.nanoTime();
            for (int fetch = 0; fetch < fetches; fetch++) {
                require(connection.exchangeAndDrop(source.whole()), 200, source.bytes());
            }
            return fetches
                    * source.bytes()
                    / (double) MEGABYTE
                    / ((System.nanoTime() - began) / 1e9);
        }
    }

    /** The 99th percentile. */
    private static double rangeMillis(Source source, int parts) throws Exception {
        List<Double> millis = new ArrayList<>();
        try (ExecutorService listeners = Executors.newFixedThreadPool(LISTENERS)) {
            List<Future<List<Double>>> all = new ArrayList<>();
            for (int listener = 0; listener < LISTENERS; listener++) {
                all.add(listeners.submit(() -> listen(source, parts / LISTENERS)));
            }
            for (Future<List<Double>> one : all) {
                millis.addAll(one.get());
            }
        }
        return Samples.percentile(millis, 99);
    }

    private static List<Double> listen(Source source, int parts) throws IOException {
        List<Double> millis = new ArrayList<>();
        try (HttpConnection connection = new HttpConnection(source.audio())) {
            for (int part = 0; part < parts; part++) {
                byte[] request = source.part();
                long start = System.nanoTime();
                require(connection.exchangeAndDrop(request), 206, RANGE);
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        return millis;
    }

    private static void require(HttpConnection.Answer answer, int status, long length) {
        if (answer.status() != status || answer.length() != length) {
            throw new LoadFailure(
                    "answered %d with %d bytes".formatted(answer.status(), answer.length()));
        }
    }
}
