// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What the databases need for the rows of a load when they get them in batches: the same rows, into
 * tables with the same keys and indices, each batch one durable transaction. All databases at the
 * same time. Triggers and row-level security are left out.
 */
public final class BatchLimit {

    private static final int BATCH = 1_000;

    private static final String COLUMNS =
            """
            select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
            where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped
              and attgenerated = ''""";

    /**
     * Rows of one table.
     *
     * @param condition that tells those of the load from the others
     * @param changes what becomes of them, as {@code update} wants it; empty if they are new
     */
    private record Rows(String table, String condition, List<String> changes) {}

    private final Database database;
    private final List<Rows> all = new ArrayList<>();

    /** Of one database of the rig. */
    public BatchLimit(Database database) {
        this.database = database;
    }

    /** Rows that the load has added. */
    public BatchLimit added(String table, String condition) {
        all.add(new Rows(table, condition, List.of()));
        return this;
    }

    /** Rows that the load has changed, once or several times. */
    public BatchLimit changed(String table, String condition, String... changes) {
        all.add(new Rows(table, condition, List.of(changes)));
        return this;
    }

    /**
     * Writes the rows of several databases.
     *
     * @param things how many things the rows are of
     * @return seconds until the last batch is committed
     */
    public static double seconds(List<BatchLimit> limits, int things) {
        List<List<String>> scripts = new ArrayList<>();
        int batches = Math.max(1, Math.ceilDiv(things, BATCH));
        for (BatchLimit limit : limits) {
            limit.prepare(batches);
            scripts.add(limit.script(batches));
        }
        limits.getFirst().database.execute("checkpoint");
        long began = System.nanoTime();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < limits.size(); i++) {
            Database database = limits.get(i).database;
            List<String> script = scripts.get(i);
            running.add(
                    CompletableFuture.runAsync(
                            () -> database.executeEach(script),
                            task -> Thread.ofPlatform().start(task)));
        }
        running.forEach(CompletableFuture::join);
        double seconds = (System.nanoTime() - began) / 1e9;
        limits.forEach(BatchLimit::forget);
        return seconds;
    }

    private void prepare(int batches) {
        forget();
        for (Rows rows : all) {
            String name = rows.table();
            database.execute("create table bench_" + name + " (like " + name + " including all)");
            database.execute(
                    "create unlogged table bench_%1$s_rows as select ntile(%2$d) over () as bench_batch, t.* from %1$s t where %3$s"
                            .formatted(name, batches, rows.condition()));
            database.execute("create index on bench_" + name + "_rows (bench_batch)");
            if (!rows.changes().isEmpty()) {
                database.execute(insert(name, "true"));
            }
            database.execute("vacuum analyze bench_" + name + "_rows");
            database.execute("vacuum analyze bench_" + name);
        }
    }

    private String insert(String table, String condition) {
        String columns =
                database.query(
                        COLUMNS.replace("{table}", table),
                        rows -> {
                            rows.next();
                            return rows.getString(1);
                        });
        return "insert into bench_%1$s (%2$s) overriding system value select %2$s from bench_%1$s_rows where %3$s"
                .formatted(table, columns, condition);
    }

    /** One text for each transaction. */
    private List<String> script(int batches) {
        List<String> script = new ArrayList<>();
        for (int batch = 1; batch <= batches; batch++) {
            List<String> statements = new ArrayList<>();
            for (Rows rows : all) {
                String ofBatch = "bench_batch = " + batch;
                if (rows.changes().isEmpty()) {
                    statements.add(insert(rows.table(), ofBatch));
                }
                for (String change : rows.changes()) {
                    statements.add(update(rows.table(), change, ofBatch));
                }
            }
            script.add("begin; " + String.join("; ", statements) + "; commit");
        }
        return script;
    }

    private String update(String table, String change, String ofBatch) {
        String key =
                database.query(
                        """
                        select string_agg('t.' || quote_ident(a.attname) || ' = r.' || quote_ident(a.attname), ' and ')
                        from pg_constraint c join pg_attribute a
                          on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
                        where c.conrelid = '%s'::regclass and c.contype = 'p'"""
                                .formatted(table),
                        rows -> {
                            rows.next();
                            return rows.getString(1);
                        });
        return "update bench_%1$s t set %2$s from bench_%1$s_rows r where %3$s and r.%4$s"
                .formatted(table, change, key, ofBatch);
    }

    private void forget() {
        for (Rows rows : all) {
            database.execute("drop table if exists bench_" + rows.table());
            database.execute("drop table if exists bench_" + rows.table() + "_rows");
        }
    }
}
