// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.report.Samples;
import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.LargeRegister;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A legal hold on a fifth of what is kept, by campaign, from the request until it is acknowledged;
 * from then on it is in effect in every replica. Beside it, what a row for each item would cost.
 */
final class HoldFigure implements Figure {

    private static final String LIVING =
            "select (select count(*) from retained_item where campaign = '{campaign}' and stage ="
                    + " 'SCHEDULED') + (select count(*) from registered_item where campaign ="
                    + " '{campaign}' and stage = 'SCHEDULED')";

    private static final String A_ROW_EACH =
            """
            insert into bench_hold_item (tenant, item, hold)
            select tenant, item, '00000000-0000-0000-0000-000000000001' from holdable_item
            where campaign = '{campaign}' and stage = 'SCHEDULED'""";

    @Override
    public String name() {
        return "hold";
    }

    @Override
    public List<Row> measure(Session session) throws IOException {
        Rig rig = session.rig();
        Database retention = rig.database("retention");
        rig.retention().close(); // makes the tables
        // A third of each is destroyed, and a fifth of the rest is of one campaign.
        LargeRegister.fillOwn(retention, LargeRegister.RECORDINGS, session.size(7_500, 75_000));
        LargeRegister.fillOwn(retention, LargeRegister.OTHERS, session.size(67_500, 675_000));
        List<Double> seconds = new ArrayList<>();
        List<Double> rowEach = new ArrayList<>();
        String campaign = "fibre-1";
        long living = retention.number(LIVING.replace("{campaign}", campaign));
        double foreign;
        try (ServerProcess service = rig.retention()) {
            retention.settle();
            JsonClient desk = new JsonClient(service, rig.controllersToken("dpo"), rig.stretch());
            place(desk, "fibre-2"); // warms up
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                retention.execute("checkpoint");
                seconds.add(placed(desk, campaign, living));
                rowEach.add(rowEach(retention, campaign));
                session.say(
                        "  hold: %,d items %.3f s, a row for each %.3f s"
                                .formatted(living, seconds.getLast(), rowEach.getLast()));
            }
            foreign = cpu.foreign();
        } finally {
            retention.execute("truncate retained_item, registered_item; delete from legal_hold");
        }
        return List.of(
                new Row(
                        name(),
                        "hold on %,d items, until in effect".formatted(living),
                        "stands alone",
                        "s",
                        seconds,
                        List.of(),
                        Goal.atMost(10, 1),
                        foreign,
                        "by campaign, among %,d items; a row for each of them in SQL takes %.2f s."
                                .formatted(5 * living, Samples.median(rowEach))));
    }

    private static double placed(JsonClient desk, String campaign, long living) throws IOException {
        long began = System.nanoTime();
        JsonNode hold = place(desk, campaign);
        double seconds = (System.nanoTime() - began) / 1e9;
        if (hold.path("covered").asLong() != living
                || !hold.path("state").asText().equals("IN_FORCE")) {
            throw new LoadFailure("A hold on %,d items: %s".formatted(living, hold));
        }
        return seconds;
    }

    private static JsonNode place(JsonClient desk, String campaign) throws IOException {
        return desk.post(
                "/v1/holds",
                """
                {"controller":"rhone-telecom","criteria":{"campaign":"%s"},\
                "ground":"LITIGATION","authority":"Tribunal judiciaire de Lyon",\
                "reference":"RG-27/04211"}"""
                        .formatted(campaign));
    }

    private static double rowEach(Database retention, String campaign) {
        retention.execute("drop table if exists bench_hold_item");
        retention.execute("create table bench_hold_item (like hold_item including all)");
        long began = System.nanoTime();
        retention.execute(A_ROW_EACH.replace("{campaign}", campaign));
        double seconds = (System.nanoTime() - began) / 1e9;
        retention.execute("drop table bench_hold_item");
        return seconds;
    }
}
