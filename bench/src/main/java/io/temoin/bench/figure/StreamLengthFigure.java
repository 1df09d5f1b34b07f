// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.HttpConnection;
import io.temoin.bench.load.RequestTemplate;
import io.temoin.bench.load.Requests;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.report.Samples;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** A call decision about people with a short, a long and a very long history. */
final class StreamLengthFigure implements Figure {

    private static final List<Integer> LENGTHS = List.of(10, 100, 500);
    private static final int TIMED = 5;
    private static final int CLIENTS = 16;

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public List<Row> measure(Session session) throws Exception {
        Rig rig = session.rig();
        int people = session.size(10, 40);
        Map<Integer, List<Double>> medians = new LinkedHashMap<>();
        LENGTHS.forEach(length -> medians.put(length, new ArrayList<>()));
        Map<Integer, Contacts> contacts = Map.of();
        double foreign;
        try (ServerProcess consent = rig.consent()) {
            warmUp(session, consent);
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                contacts = histories(rig, consent, people);
                rig.database("consent").settle();
                time(rig, consent, contacts, TIMED)
                        .forEach(
                                (length, millis) ->
                                        medians.getOrDefault(length, List.of())
                                                .add(Samples.median(millis)));
                session.say("  streams: %s".formatted(told(medians)));
            }
            foreign = cpu.foreign();
        }
        String cold = cold(session, contacts);
        List<Row> rows = new ArrayList<>();
        for (int length : LENGTHS.subList(1, LENGTHS.size())) {
            rows.add(
                    new Row(
                            name(),
                            "call decision, stream of " + length + " events",
                            "stream of 10 events",
                            "ms",
                            medians.getOrDefault(length, List.of()),
                            medians.getOrDefault(LENGTHS.getFirst(), List.of()),
                            Goal.atMost(1.5, 1.2),
                            foreign,
                            length == LENGTHS.getLast() ? cold : ""));
        }
        return rows;
    }

    /** The first decision after a restart, when nothing is remembered but the code is warm. */
    private static String cold(Session session, Map<Integer, Contacts> contacts) throws Exception {
        try (ServerProcess consent = session.rig().consent()) {
            warmUp(session, consent);
            Map<Integer, List<Double>> millis = time(session.rig(), consent, contacts, 1);
            Map<Integer, List<Double>> first = new LinkedHashMap<>();
            millis.forEach((length, all) -> first.put(length, List.of(Samples.median(all))));
            return "cold replay, after a restart: " + told(first) + ".";
        }
    }

    private static void warmUp(Session session, ServerProcess consent) {
        CommandLoad load = CommandLoad.ours(session.rig(), consent);
        Contacts others = load.contacts(session.warmUp());
        session.warmUp(() -> load.decisions(others, CLIENTS, session.warmUp()).perSecond());
        session.rig().database("consent").settle();
    }

    /** New people, each with so many events behind them. */
    private static Map<Integer, Contacts> histories(Rig rig, ServerProcess consent, int people)
            throws Exception {
        String token = rig.token("dialer");
        RequestTemplate give = Requests.consent(consent.address(), token);
        RequestTemplate decide = Requests.decision(consent.address(), token);
        AtomicLong keys = new AtomicLong(rig.stretch());
        Map<Integer, Contacts> contacts = new LinkedHashMap<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int length : LENGTHS) {
                Contacts some = new Contacts(rig.stretch(), people);
                contacts.put(length, some);
                for (long each = some.first(); each < some.first() + people; each++) {
                    long number = each;
                    all.add(
                            clients.submit(
                                    () -> {
                                        live(consent, give, decide, keys, number, length);
                                        return true;
                                    }));
                }
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        return contacts;
    }

    private static void live(
            ServerProcess consent,
            RequestTemplate give,
            RequestTemplate decide,
            AtomicLong keys,
            long number,
            int length)
            throws IOException {
        try (HttpConnection connection = new HttpConnection(consent.address())) {
            connection.exchange(give.fill(keys.getAndIncrement(), number)).expectSuccess();
            for (int event = 1; event < length; event++) {
                connection.exchange(decide.fill(keys.getAndIncrement(), number)).expectSuccess();
            }
        }
    }

    /** Milliseconds of single decisions, the lengths in turns. */
    private static Map<Integer, List<Double>> time(
            Rig rig, ServerProcess consent, Map<Integer, Contacts> contacts, int rounds)
            throws IOException {
        RequestTemplate decide = Requests.decision(consent.address(), rig.token("dialer"));
        long key = rig.stretch();
        Map<Integer, List<Double>> millis = new LinkedHashMap<>();
        contacts.keySet().forEach(length -> millis.put(length, new ArrayList<>()));
        try (HttpConnection connection = new HttpConnection(consent.address())) {
            for (int round = 0; round < rounds; round++) {
                for (var some : contacts.entrySet()) {
                    for (int person = 0; person < some.getValue().count(); person++) {
                        byte[] request = decide.fill(key++, some.getValue().first() + person);
                        long start = System.nanoTime();
                        connection.exchange(request).expectSuccess();
                        millis.getOrDefault(some.getKey(), List.of())
                                .add((System.nanoTime() - start) / 1e6);
                    }
                }
            }
        }
        return millis;
    }

    private static String told(Map<Integer, List<Double>> medians) {
        return medians.entrySet().stream()
                .map(
                        each ->
                                String.format(
                                        Locale.ROOT,
                                        "%d events %.2f ms",
                                        each.getKey(),
                                        each.getValue().getLast()))
                .collect(Collectors.joining(", "));
    }
}
