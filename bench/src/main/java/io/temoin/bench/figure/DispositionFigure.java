// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.load.Upload;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.rig.BatchLimit;
import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Recordings from the order until their certificates of erasure were fetched: ordered by a run, key
 * and bytes destroyed by recording-service, confirmed, entered in the trail and covered by a signed
 * checkpoint. Against the databases alone, which write the same rows in batches of a thousand.
 */
final class DispositionFigure implements Figure {

    /** Half a year of QUALITY later, and on the same day of the week. */
    private static final Duration LATER = Duration.ofDays(27 * 7);

    private static final int CLIENTS = 8;
    private static final long AUDIO = 8 * 1024;
    private static final int CERTIFIED_TOGETHER = 200;

    private static final String PUT_OFF =
            """
            create table if not exists bench_due (recording uuid primary key, due_at timestamptz);
            truncate bench_due;
            insert into bench_due select recording, due_at from retained_item i
              where stage = 'SCHEDULED' and due_at is not null and not exists (
                select from item_freeze f where f.subject = i.subject and not f.over);
            update retained_item set due_at = due_at + interval '10 years'
              where stage = 'SCHEDULED'""";

    /** So many come back on the list, with the day that they had. */
    private static final String MAKE_DUE =
            """
            with due_now as (select b.recording, b.due_at from bench_due b join retained_item i
                using (recording) where i.stage = 'SCHEDULED' and i.due_at > b.due_at limit {count})
            update retained_item i set due_at = due_now.due_at from due_now
            where i.recording = due_now.recording""";

    private static final String ORDERS =
            "select payload ->> 'order' from event where type = 'DispositionOrdered' and"
                    + " global_position > {position} order by global_position";

    /** Where the databases were before a run. */
    private record Before(long retention, long recording, long audit) {

        static Before of(Rig rig) {
            return new Before(
                    last(rig.database("retention"), "event", "global_position"),
                    last(rig.database("recording"), "event", "global_position"),
                    last(rig.database("audit"), "audit_entry", "position"));
        }

        private static long last(Database database, String table, String column) {
            return database.number("select coalesce(max(" + column + "), 0) from " + table);
        }
    }

    @Override
    public String name() {
        return "dispositions";
    }

    @Override
    public List<Row> measure(Session session) throws Exception {
        Rig rig = session.rig();
        int each = session.size(100, 1_000);
        try (ServerProcess consent = rig.consent();
                ServerProcess recording = rig.recording(consent);
                ServerProcess retention = rig.retention();
                ServerProcess audit = rig.audit()) {
            upload(rig, consent, recording, each * (session.runs() + 1));
            settle(rig);
            rig.database("retention").execute(PUT_OFF);
            rig.advanceClocks(LATER, List.of(consent, recording, retention, audit));
            JsonClient desk = new JsonClient(retention, rig.controllersToken("dpo"), rig.stretch());
            JsonClient trail = new JsonClient(audit, rig.controllersToken("dpo"), rig.stretch());
            disposed(rig, desk, trail, each); // warms up
            List<Double> measured = new ArrayList<>();
            List<Double> limits = new ArrayList<>();
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                settle(rig);
                Before before = Before.of(rig);
                double busy = cpuSeconds(consent, recording, retention, audit);
                measured.add(each / disposed(rig, desk, trail, each));
                busy = cpuSeconds(consent, recording, retention, audit) - busy;
                settle(rig);
                limits.add(each / BatchLimit.seconds(sameRows(rig, before, each), each));
                session.say(
                        "  dispositions: %,.0f/s, %.1f ms of the services' CPU each, in batches of the databases %,.0f/s"
                                .formatted(
                                        measured.getLast(), 1e3 * busy / each, limits.getLast()));
            }
            return List.of(
                    new Row(
                            name(),
                            "recordings destroyed, until certified",
                            "the same rows in batches of 1,000",
                            "/s",
                            measured,
                            limits,
                            Goal.atLeast(0.2, 0.4),
                            cpu.foreign(),
                            "%,d at a time; three events, three entries of the trail with their"
                                            .formatted(each)
                                    + " leaves, a key and a file for each."));
        }
    }

    private static double cpuSeconds(ServerProcess... services) {
        return Stream.of(services).mapToDouble(ServerProcess::cpuSeconds).sum();
    }

    private static void upload(Rig rig, ServerProcess consent, ServerProcess recording, int count)
            throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                Calls calls = new Calls(rig, consent, recording);
                int share = Math.ceilDiv(count, CLIENTS);
                all.add(
                        clients.submit(
                                () -> {
                                    for (int i = 0; i < share; i++) {
                                        Upload call = calls.upload(UUID.randomUUID());
                                        Upload.all(List.of(call), AUDIO);
                                    }
                                    return true;
                                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private static void settle(Rig rig) {
        for (String service : List.of("consent", "recording", "retention", "audit")) {
            rig.database(service).settle();
        }
    }

    /** Seconds from the order of a run until the last certificate was fetched. */
    private static double disposed(Rig rig, JsonClient desk, JsonClient trail, int count)
            throws IOException {
        Database retention = rig.database("retention");
        retention.execute(MAKE_DUE.replace("{count}", Integer.toString(count)));
        long position = retention.number("select coalesce(max(global_position), 0) from event");
        long began = System.nanoTime();
        String run =
                desk.post("/v1/disposition-runs", "Prefer: respond-async\r\n", "")
                        .required("id")
                        .asText();
        JsonNode done =
                desk.getUntil(
                        "/v1/disposition-runs/" + run,
                        answer ->
                                answer.path("state").asText().equals("COMPLETED")
                                        && answer.path("confirmed").asInt()
                                                == answer.path("ordered").asInt());
        // What else is due on the new day goes in the first run.
        if (done.path("ordered").asInt() < count) {
            throw new LoadFailure("Of %,d due recordings: %s".formatted(count, done));
        }
        List<String> orders = orders(retention, position);
        for (int from = 0; from < orders.size(); from += CERTIFIED_TOGETHER) {
            certify(
                    trail,
                    orders.subList(from, Math.min(orders.size(), from + CERTIFIED_TOGETHER)));
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private static List<String> orders(Database retention, long position) {
        return retention.query(
                ORDERS.replace("{position}", Long.toString(position)),
                rows -> {
                    List<String> orders = new ArrayList<>();
                    while (rows.next()) {
                        orders.add(rows.getString(1));
                    }
                    return orders;
                });
    }

    private static void certify(JsonClient trail, List<String> orders) throws IOException {
        JsonNode certificate =
                trail.postUntilReady(
                        "/v1/certificates/search",
                        "{\"dispositions\":[\"" + String.join("\",\"", orders) + "\"]}");
        if (certificate.path("items").size() != orders.size()) {
            throw new LoadFailure(
                    "A certificate of %d of %d dispositions."
                            .formatted(certificate.path("items").size(), orders.size()));
        }
    }

    /** What a run has written, table by table. */
    private static List<BatchLimit> sameRows(Rig rig, Before before, int count) {
        String events = "global_position > %d";
        String entries = "event_id in (select event_id from audit_entry where position > %d)";
        return List.of(
                new BatchLimit(rig.database("retention"))
                        .added("event", events.formatted(before.retention()))
                        .changed(
                                "retained_item",
                                disposedSince("recording", before.retention()),
                                "stage = 'SCHEDULED', taken_at = now()",
                                "stage = 'ORDERED', ordered_at = now(), item_version = 3",
                                "stage = 'DISPOSED', erased_at = now(), item_version = 4"),
                new BatchLimit(rig.database("recording"))
                        .added("event", events.formatted(before.recording()))
                        .changed(
                                "recording_view",
                                disposedSince("recording", before.recording()),
                                "state = 'ERASED', erased_at = now()"),
                new BatchLimit(rig.database("recording_keys"))
                        .changed(
                                "shreddable_key",
                                "scope in (select scope from shreddable_key where destroyed_at is"
                                        + " not null order by destroyed_at desc limit %d)"
                                                .formatted(count),
                                "wrapped = null, destroyed_at = now(), basis = 'PURPOSE_FULFILLED'"),
                new BatchLimit(rig.database("audit"))
                        .added("audit_entry", "position > " + before.audit())
                        .added("entry_salt", entries.formatted(before.audit()))
                        .added("log_leaf", entries.formatted(before.audit())));
    }

    private static String disposedSince(String column, long position) {
        return column
                + " in (select (payload ->> 'recording')::uuid from event where global_position > "
                + position
                + ")";
    }
}
