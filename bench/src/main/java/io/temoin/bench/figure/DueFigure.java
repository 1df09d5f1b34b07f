// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.report.Samples;
import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.DueList;
import io.temoin.bench.rig.LargeRegister;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import io.temoin.bench.rig.StatementLog;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What the hourly run asks of the register: the thousand due items that nothing keeps, page by
 * page, each page locked, of ten thousand, a million and ten million items. Of recordings and of
 * everything else, with the statements that the packaged service sent.
 */
final class DueFigure implements Figure {

    private static final int TIMED = 20;
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final String ONE_DUE =
            """
            insert into retained_item (tenant, recording, controller, processor, campaign, purposes,
              subject, stage, due_on, due_at, cause, correlation)
            values ('helios', gen_random_uuid(), 'rhone-telecom', 'voix-du-rhone', 'fibre-0',
              '{QUALITY}', md5('1'), 'SCHEDULED', current_date, now(), 'bench.0', 'bench');
            insert into registered_item (tenant, item, kind, controller, purposes, kept_for,
              ended_at, plan, stage, due_on, due_at)
            values ('helios', gen_random_uuid(), 'CALL_DECISION', 'rhone-telecom', '{}', '{}',
              now(), gen_random_uuid(), 'SCHEDULED', current_date, now())""";

    private static final String NONE_DUE =
            """
            delete from retained_item where cause = 'bench.0';
            delete from registered_item where kept_for = '{}'""";

    /** In force, and open: they cover nothing that is due. */
    private static final String HOLDS_AND_REQUESTS =
            """
            insert into legal_hold (tenant, hold, controller, campaign, purposes, by_items, state,
              placed_at, version)
            select 'helios', gen_random_uuid(), 'rhone-telecom', 'bench-' || n, '{}', false,
              'IN_FORCE', now(), 1 from generate_series(1, 20) n;
            insert into item_freeze (tenant, request, controller, subject, until, over, version)
            select 'helios', gen_random_uuid(), 'rhone-telecom', 'bench-' || n, now() + '1 year',
              false, 1 from generate_series(1, 20) n""";

    private static final String NO_HOLDS_AND_REQUESTS =
            """
            delete from legal_hold where campaign like 'bench-%';
            delete from item_freeze where subject like 'bench-%'""";

    @Override
    public String name() {
        return "due";
    }

    @Override
    public List<Row> measure(Session session) throws SQLException {
        Database retention = session.rig().database("retention");
        List<DueList> lists = lists(session.rig(), retention);
        List<Row> rows = new ArrayList<>();
        retention.execute(HOLDS_AND_REQUESTS);
        try {
            for (DueList list : lists) {
                rows.addAll(measure(session, retention, list));
            }
        } finally {
            retention.execute(NO_HOLDS_AND_REQUESTS);
        }
        return rows;
    }

    /** As the service asks when it starts and something is due. */
    static List<DueList> lists(Rig rig, Database retention) {
        rig.retention().close(); // makes the tables
        retention.execute(ONE_DUE);
        StatementLog log = rig.statementsOfFeed("retention");
        List<DueList> lists;
        try (ServerProcess _ = rig.retention()) {
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (!DueList.isIn(log) && System.nanoTime() < deadline) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
            lists = DueList.in(log);
        }
        retention.execute(NONE_DUE);
        return lists;
    }

    private List<Row> measure(Session session, Database retention, DueList list)
            throws SQLException {
        List<Integer> sizes =
                List.of(
                        session.size(10_000, 10_000),
                        session.size(50_000, 1_000_000),
                        session.size(100_000, 10_000_000));
        for (int size : sizes) {
            LargeRegister.fill(retention, schema(size), list.table(), size);
            session.say("  due: %,d rows of %s".formatted(size, list.table()));
        }
        retention.execute("checkpoint");
        List<List<Double>> millis = new ArrayList<>();
        for (int size : sizes) {
            millis.add(new ArrayList<>());
            list.walks(retention, schema(size), LargeRegister.DUE, TIMED); // warms up
        }
        CpuWatch cpu = CpuWatch.start();
        for (int run = 0; run < session.runs(); run++) {
            for (int i = 0; i < sizes.size(); i++) {
                List<Double> walks =
                        list.walks(retention, schema(sizes.get(i)), LargeRegister.DUE, TIMED);
                millis.get(i).add(Samples.median(walks));
            }
            session.say("  due: " + told(list, sizes, millis));
        }
        double foreign = cpu.foreign();
        for (int size : sizes) {
            retention.execute("drop table " + schema(size) + "." + list.table());
        }
        return rows(list, sizes, millis, foreign);
    }

    private static String schema(int size) {
        return "due_" + size;
    }

    private static String told(DueList list, List<Integer> sizes, List<List<Double>> millis) {
        List<String> each = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            each.add("of %,d %.2f ms".formatted(sizes.get(i), millis.get(i).getLast()));
        }
        return list.what() + " " + String.join(", ", each);
    }

    private List<Row> rows(
            DueList list, List<Integer> sizes, List<List<Double>> millis, double foreign) {
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < sizes.size(); i++) {
            rows.add(
                    new Row(
                            name(),
                            "due %s of %,d".formatted(list.what(), sizes.get(i)),
                            "of %,d".formatted(sizes.getFirst()),
                            "ms",
                            millis.get(i),
                            millis.getFirst(),
                            Goal.atMost(1.5, 1.2),
                            foreign,
                            "%,d due, in pages of %,d, locked and let go; median of %d."
                                    .formatted(LargeRegister.DUE, list.page(), TIMED)));
        }
        return rows;
    }
}
