// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import io.temoin.bench.report.Samples;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Questions of several clients, each asking again as soon as it is answered. The same for a service
 * and for the database below it, so that both are measured by the same clock.
 */
public final class ClosedLoop {

    private ClosedLoop() {}

    /** One client with its connection, for one thread. */
    public interface Client extends AutoCloseable {

        /**
         * Asks once and reads the answer.
         *
         * @param random what to draw the question with
         * @return what kind of question it was
         */
        String ask(SplittableRandom random) throws IOException, SQLException;

        @Override
        void close() throws IOException, SQLException;
    }

    /**
     * How long the answers took.
     *
     * @param millis of each question, by its kind
     */
    public record Times(Map<String, List<Double>> millis) {

        /** The smallest time that so many percent of all did not exceed. */
        public double percentile(double percent) {
            return Samples.percentile(
                    millis.values().stream().flatMap(List::stream).toList(), percent);
        }

        /** The same of one kind. */
        public double percentile(String kind, double percent) {
            return Samples.percentile(millis.getOrDefault(kind, List.of()), percent);
        }

        /** How many were asked. */
        public int count() {
            return millis.values().stream().mapToInt(List::size).sum();
        }
    }

    /**
     * Runs it.
     *
     * @param open makes a client
     * @throws LoadFailure when a single question failed
     */
    public static Times run(int clients, Duration duration, Callable<? extends Client> open) {
        List<Future<Map<String, List<Double>>>> all = new ArrayList<>();
        Map<String, List<Double>> millis = new HashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int client = 0; client < clients; client++) {
                SplittableRandom random = new SplittableRandom(client);
                all.add(threads.submit(() -> client(open, random, duration)));
            }
            for (Future<Map<String, List<Double>>> one : all) {
                one.get()
                        .forEach(
                                (kind, times) ->
                                        millis.computeIfAbsent(kind, _ -> new ArrayList<>())
                                                .addAll(times));
            }
        } catch (ExecutionException failure) {
            throw new LoadFailure("a question failed", failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new LoadFailure("interrupted", failure);
        }
        return new Times(millis);
    }

    private static Map<String, List<Double>> client(
            Callable<? extends Client> open, SplittableRandom random, Duration duration)
            throws Exception {
        Map<String, List<Double>> millis = new HashMap<>();
        try (Client client = open.call()) {
            long end = System.nanoTime() + duration.toNanos();
            for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
                String kind = client.ask(random);
                double took = (System.nanoTime() - start) / 1e6;
                millis.computeIfAbsent(kind, _ -> new ArrayList<>()).add(took);
            }
        }
        return millis;
    }
}
