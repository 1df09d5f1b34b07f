// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import io.temoin.bench.report.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** The same load without wrk: plain sockets on virtual threads. Costs about twice the CPU. */
public final class SocketLoad implements Load.Generator {

    @Override
    public String name() {
        return "own sockets (wrk not found)";
    }

    @Override
    public Load.Result run(Load load) {
        AtomicLong sent = new AtomicLong();
        long began = System.nanoTime();
        long end = began + load.duration().toNanos();
        List<Double> millis = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Double>>> all = new ArrayList<>();
            for (int client = 0; client < load.clients(); client++) {
                all.add(clients.submit(() -> client(load, sent, end)));
            }
            for (Future<List<Double>> one : all) {
                millis.addAll(one.get());
            }
        } catch (ExecutionException failure) {
            throw new LoadFailure("a request failed", failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new LoadFailure("interrupted", failure);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Load.Result(
                millis.size(),
                millis.size() / seconds,
                Samples.median(millis),
                Samples.percentile(millis, 99));
    }

    private static List<Double> client(Load load, AtomicLong sent, long end) throws IOException {
        List<Double> millis = new ArrayList<>();
        try (HttpConnection connection = new HttpConnection(load.target())) {
            while (System.nanoTime() < end) {
                long next = sent.getAndIncrement();
                byte[] request =
                        load.template()
                                .fill(
                                        load.firstKey() + next,
                                        load.firstNumber() + next % load.cycle());
                long start = System.nanoTime();
                connection.exchange(request).expectSuccess();
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        return millis;
    }
}
