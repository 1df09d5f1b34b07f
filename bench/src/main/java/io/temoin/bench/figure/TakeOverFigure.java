// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.HttpConnection;
import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.load.Requests;
import io.temoin.bench.load.TopicTail;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.report.Samples;
import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How long nothing is published when the replica that publishes is killed: from {@code kill -9} of
 * the one of two replicas that has the claim to the feed until an event that the other recorded
 * afterwards is on its topic. Each time the killed one is started again, and the other is next.
 */
final class TakeOverFigure implements Figure {

    private static final double P99 = 99;
    private static final String CLAIM = "temoin_feed_owned{reader=\"kafka\"}";
    private static final String NEWEST =
            """
            select command_id || '.' || ordinal from event
            order by global_position desc limit 1""";

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(2);
    private static final double MILLIS = 1e6;

    @Override
    public String name() {
        return "take-over";
    }

    @Override
    public List<Row> measure(Session session) throws IOException {
        Rig rig = session.rig();
        int kills = session.size(2, 20);
        List<Double> millis = new ArrayList<>();
        Map<String, Long> arrivals = new ConcurrentHashMap<>();
        CpuWatch cpu = CpuWatch.start();
        try (ServerProcess first = rig.consent();
                ServerProcess second = rig.secondConsent();
                TopicTail _ =
                        TopicTail.start(
                                rig.kafka().bootstrapServers(),
                                "consent.events",
                                (message, now) ->
                                        arrivals.put(
                                                new String(
                                                        message.headers()
                                                                .lastHeader("ce_id")
                                                                .value(),
                                                        StandardCharsets.UTF_8),
                                                now))) {
            for (int kill = 0; kill < kills; kill++) {
                await("a claim to the feed", () -> publishes(first) || publishes(second));
                boolean firstIsNext = publishes(first);
                ServerProcess killed = firstIsNext ? first : second;
                millis.add(takenOver(rig, killed, firstIsNext ? second : first, arrivals));
                session.say("  take-over: %,.0f ms".formatted(millis.getLast()));
                killed.restart();
            }
        }
        return List.of(
                new Row(
                        name(),
                        "kill -9 of the replica that publishes → next event on the topic, p99 of "
                                + kills,
                        "stands alone",
                        "ms",
                        List.of(Samples.percentile(millis, P99)),
                        List.of(),
                        Goal.atMost(5_000, 2_000),
                        cpu.foreign(),
                        String.format(Locale.ROOT, "median %.0f ms.", Samples.median(millis))));
    }

    private static double takenOver(
            Rig rig, ServerProcess killed, ServerProcess other, Map<String, Long> arrivals)
            throws IOException {
        Database database = rig.database("consent");
        long began = System.nanoTime();
        killed.kill();
        long number = rig.stretch();
        try (HttpConnection connection = new HttpConnection(other.address())) {
            connection
                    .exchange(
                            Requests.consent(other.address(), rig.token("dialer"))
                                    .fill(number, number))
                    .expectSuccess();
        }
        String event =
                database.query(
                        NEWEST,
                        rows -> {
                            rows.next();
                            return rows.getString(1);
                        });
        await("event " + event + " on its topic", () -> arrivals.containsKey(event));
        return (arrivals.getOrDefault(event, began) - began) / MILLIS;
    }

    private static boolean publishes(ServerProcess replica) {
        return replica.counter(CLAIM) > 0;
    }

    private static void await(String what, BooleanSupplier there) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!there.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new LoadFailure("After a minute there is no " + what + ".");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
