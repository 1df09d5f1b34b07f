// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.report.Samples;
import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.Rig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What the hourly run asks of the register: the first thousand due items that no legal hold covers,
 * locked, of ten thousand, a million and ten million items. A third of them is destroyed, a
 * thousand is due.
 */
final class DueFigure implements Figure {

    private static final int DUE = 1_000;
    private static final int TIMED = 40;
    private static final UUID FIRST = new UUID(0, 0);

    /** As retention-service asks (DueBatchQueries), for somebody who sees the whole tenant. */
    private static final String CLAIM =
            """
            select item, kind, controller, plan, due_at from registered_item i
            where due_at <= now() and stage in ('SCHEDULED', 'UNDER_MINIMUM')
              and not exists (select 1 from legal_hold h where h.state <> 'RELEASED'
                and h.tenant = i.tenant and h.controller = i.controller
                and (h.subject is null or h.subject = i.subject)
                and (h.campaign is null or h.campaign = i.campaign)
                and (cardinality(h.purposes) = 0 or h.purposes && (i.purposes || i.kept_for))
                and (h.ended_from is null or coalesce(i.ended_at >= h.ended_from, true))
                and (h.ended_before is null or coalesce(i.ended_at < h.ended_before, true))
                and (not h.by_items or exists (select 1 from hold_item l
                  where l.tenant = i.tenant and l.hold = h.hold and l.item = i.item)))
              and tenant = 'helios' and (due_at, item, kind) > ('epoch', ?, '')
            order by due_at, item, kind limit %d for update of i skip locked"""
                    .formatted(DUE);

    private static final String MAKE_DUE =
            """
            update registered_item set due_at = now() - interval '1 hour'
            where (tenant, item, kind) in (select tenant, item, kind from registered_item
              where stage = 'SCHEDULED' limit %d)"""
                    .formatted(DUE);

    @Override
    public String name() {
        return "due";
    }

    @Override
    public List<Row> measure(Session session) throws SQLException {
        Rig rig = session.rig();
        List<Integer> sizes =
                List.of(
                        session.size(10_000, 10_000),
                        session.size(50_000, 1_000_000),
                        session.size(100_000, 10_000_000));
        Database database = rig.database("retention");
        // The first start makes the tables.
        rig.retention().close();
        List<List<Double>> all = new ArrayList<>();
        CpuWatch cpu = CpuWatch.start();
        int filled = 0;
        for (int size : sizes) {
            database.execute(items(filled + 1, size));
            if (filled == 0) {
                database.execute(MAKE_DUE);
            }
            filled = size;
            database.execute("vacuum analyze registered_item");
            database.execute("checkpoint");
            all.add(medians(database, session));
            session.say("  due: of %,d items %.2f ms".formatted(size, all.getLast().getLast()));
        }
        double foreign = cpu.foreign();
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < sizes.size(); i++) {
            rows.add(
                    new Row(
                            name(),
                            "due items of %,d".formatted(sizes.get(i)),
                            "of %,d".formatted(sizes.getFirst()),
                            "ms",
                            all.get(i),
                            all.getFirst(),
                            Goal.atMost(1.5, 1.2),
                            foreign,
                            "a thousand due items, locked and let go; median of %d."
                                    .formatted(TIMED)));
        }
        return rows;
    }

    /** The items with these numbers. */
    private static String items(int first, int last) {
        return """
            insert into registered_item (tenant, item, kind, controller, processor, campaign,
              subject, purposes, kept_for, ended_at, plan, stage, due_on, due_at)
            select 'helios', gen_random_uuid(), 'CALL_DECISION', 'rhone-telecom', 'voix-du-rhone',
              'fibre-autumn', md5(n::text), '{PROSPECTING_CALL}', '{PROSPECTING_CALL}',
              now() - interval '1 year', md5((n %% 400)::text)::uuid,
              case when n %% 3 = 0 then 'DISPOSED' else 'SCHEDULED' end,
              (now() + (n %% 400 + 1) * interval '1 day')::date,
              case when n %% 3 = 0 then null
                else now() + (n %% 400 + 1) * interval '1 day' end
            from generate_series(%d, %d) n"""
                .formatted(first, last);
    }

    /** One median for each run. */
    private static List<Double> medians(Database database, Session session) throws SQLException {
        List<Double> medians = new ArrayList<>();
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
                times(connection, statement);
                for (int run = 0; run < session.runs(); run++) {
                    medians.add(Samples.median(times(connection, statement)));
                }
            }
        }
        return medians;
    }

    private static List<Double> times(Connection connection, PreparedStatement statement)
            throws SQLException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < TIMED; i++) {
            statement.setObject(1, FIRST);
            long began = System.nanoTime();
            int rows = 0;
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows++;
                }
            }
            millis.add((System.nanoTime() - began) / 1e6);
            connection.rollback();
            if (rows != DUE) {
                throw new IllegalStateException("found " + rows + " due items");
            }
        }
        return millis;
    }
}
