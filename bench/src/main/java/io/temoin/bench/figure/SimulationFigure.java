// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.bench.load.HttpConnection;
import io.temoin.bench.load.RequestTemplate;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What a proposed policy would change over a million registered items, from the first page that is
 * counted to the last, against one aggregate in SQL over the same rows that decides nothing.
 */
final class SimulationFigure implements Figure {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int DAYS = 300;

    /** Far from those of other loads, which count up from 0. */
    private static final long FIRST_KEY = 800_000_000_000L;

    private static final String POLICY =
            """
            {"controller":"rhone-telecom","purpose":"PROSPECTING_CALL","from":"CONSENT_GIVEN",\
            "atMost":"P3M","reference":"bench","validFrom":"2026-01-01"}""";

    /** Four kinds of items of twelve campaigns, begun in ten months: 14,400 plans. */
    private static final String PLANS =
            """
            insert into item_plan (tenant, plan, kind, controller, campaign, kept_for, started_on,
              stage, due_on, due_at, planned_at, generation)
            select 'helios', md5(concat_ws('|', k.kind, c.n, d.n))::uuid, k.kind, 'rhone-telecom',
              'campaign-' || c.n, array[k.purpose], current_date - d.n, 'SCHEDULED',
              current_date - d.n + k.days, (current_date - d.n + k.days + 1)::timestamptz, now(), 0
            from (values ('CALL_DECISION', 'PROSPECTING_CALL', 365),
                ('CALL_ATTEMPT', 'PROSPECTING_CALL', 365),
                ('CONSENT_PROOF', 'CONSENT_EVIDENCE', 1826),
                ('PREFERENCE', 'PROSPECT_FILE', 1826)) k (kind, purpose, days),
              generate_series(1, 12) c (n), generate_series(1, %d) d (n)"""
                    .formatted(DAYS);

    private static final String AGGREGATE =
            """
            select kind, controller, kept_for, stage, date_trunc('month', due_on), count(*)
            from registered_item
            where tenant = 'helios' and stage in ('SCHEDULED', 'UNDER_MINIMUM',
              'AWAITING_TRIGGER', 'AWAITING_POLICY', 'IN_CONFLICT', 'KEPT')
            group by 1, 2, 3, 4, 5""";

    @Override
    public String name() {
        return "simulation";
    }

    @Override
    public List<Row> measure(Session session) throws SQLException, IOException {
        Rig rig = session.rig();
        int size = session.size(50_000, 1_000_000);
        Database database = rig.database("retention");
        List<Double> simulated = new ArrayList<>();
        List<Double> aggregated = new ArrayList<>();
        CpuWatch cpu = CpuWatch.start();
        try (ServerProcess retention = rig.retention()) {
            fill(database, size);
            Client client = new Client(retention.address(), rig.controllersToken("dpo"));
            String policy = client.post("/v1/policies", POLICY);
            // The first of each finds nothing in memory.
            simulation(client, database, policy, size);
            aggregate(database);
            for (int run = 0; run < session.runs(); run++) {
                simulated.add(simulation(client, database, policy, size));
                aggregated.add(aggregate(database));
                session.say(
                        "  simulation: %.0f ms, aggregate %.0f ms"
                                .formatted(simulated.getLast(), aggregated.getLast()));
            }
        }
        return List.of(
                new Row(
                        name(),
                        "simulation of a policy over %,d items".formatted(size),
                        "one aggregate in SQL over the same rows",
                        "ms",
                        simulated,
                        aggregated,
                        Goal.atMost(3, 2),
                        cpu.foreign(),
                        "%,d plans of the register.".formatted(4 * 12 * DAYS)));
    }

    static void fill(Database database, int size) {
        database.execute("truncate registered_item, item_plan");
        database.execute(PLANS);
        database.execute(items(size));
        database.execute("vacuum analyze registered_item");
        database.execute("vacuum analyze item_plan");
        database.execute("checkpoint");
    }

    /** Spread over the plans, and in the table in no order of theirs. */
    private static String items(int size) {
        return """
            insert into registered_item (tenant, item, kind, controller, processor, campaign,
              subject, purposes, kept_for, ended_at, plan, stage, due_on, due_at)
            select p.tenant, gen_random_uuid(), p.kind, p.controller, 'voix-du-rhone', p.campaign,
              md5(n::text), p.kept_for, p.kept_for, p.started_on::timestamptz, p.plan, p.stage,
              p.due_on, p.due_at
            from generate_series(1, %d) n
            join (select row_number() over (order by plan) - 1 as place, item_plan.*
              from item_plan) p
              on p.place = (n * 7919::bigint) %% (select count(*) from item_plan)"""
                .formatted(size);
    }

    /** Milliseconds from its beginning to its end, as the service keeps them. */
    private static double simulation(Client client, Database database, String policy, int size)
            throws IOException {
        String id = client.post("/v1/policies/" + policy + "/simulations", "");
        long began = System.nanoTime();
        double took = took(database, id);
        while (took < 0) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new IllegalStateException("the simulation does not end");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            took = took(database, id);
        }
        long counted =
                database.number(
                        "select counted from policy_simulation where simulation = '%s'"
                                .formatted(id));
        if (counted != size) {
            throw new IllegalStateException("counted " + counted + " of " + size + " items");
        }
        return took;
    }

    private static double took(Database database, String id) {
        return database.query(
                """
                select coalesce(max(extract(epoch from ended_at - begun_at) * 1000), -1)
                from policy_simulation where phase = 'COMPLETED' and simulation = '%s'"""
                        .formatted(id),
                rows -> {
                    rows.next();
                    return rows.getDouble(1);
                });
    }

    static double aggregate(Database database) {
        long began = System.nanoTime();
        database.query(
                AGGREGATE,
                rows -> {
                    while (rows.next()) {
                        rows.getLong(6);
                    }
                    return 0;
                });
        return (System.nanoTime() - began) / 1e6;
    }

    /** Sends commands, each with a key of its own. */
    private static final class Client {

        private final URI service;
        private final String token;
        private long key = FIRST_KEY;

        Client(URI service, String token) {
            this.service = service;
            this.token = token;
        }

        /** The id of what was made. */
        String post(String path, String body) throws IOException {
            byte[] request =
                    RequestTemplate.post(service.resolve(path), token, body).fill(key++, 0);
            try (HttpConnection connection = new HttpConnection(service)) {
                JsonNode answer =
                        JSON.readTree(connection.exchange(request).expectSuccess().body());
                return answer.required("id").textValue();
            }
        }
    }
}
