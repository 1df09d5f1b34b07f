// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A table of a service that is filled at once: its keys and indices are taken off, and made again
 * as they were. It is not logged from then on, which no figure that only reads can tell.
 */
final class BulkTable {

    private static final String TABLE = "{table}";

    private static final String KEYS =
            """
            select 'alter table {table} add constraint ' || conname || ' ' || pg_get_constraintdef(oid)
            from pg_constraint where conrelid = '{table}'::regclass and contype in ('p', 'u')""";

    private static final String INDICES =
            """
            select pg_get_indexdef(i.indexrelid) from pg_index i
            where i.indrelid = '{table}'::regclass and not exists (
              select from pg_constraint c where c.conindid = i.indexrelid)""";

    private static final String TAKE_OFF =
            """
            do $$ declare made record; begin
              for made in select conname as name from pg_constraint
                where conrelid = '{table}'::regclass and contype in ('p', 'u')
              loop execute format('alter table {table} drop constraint %I', made.name); end loop;
              for made in select indexrelid::regclass as name from pg_index
                where indrelid = '{table}'::regclass
              loop execute format('drop index %s', made.name); end loop;
            end $$""";

    private final Database database;
    private final String table;
    private final List<String> definitions = new ArrayList<>();

    private BulkTable(Database database, String table) {
        this.database = database;
        this.table = table;
    }

    /** Empties the table and takes its keys and indices off. */
    static BulkTable empty(Database database, String table) {
        BulkTable bulk = new BulkTable(database, table);
        bulk.remember(KEYS);
        bulk.remember(INDICES);
        database.execute("truncate " + table);
        database.execute("alter table " + table + " set unlogged");
        database.execute(TAKE_OFF.replace(TABLE, table));
        return bulk;
    }

    /** Makes keys and indices again, and lets the planner know what is in the table. */
    void complete() {
        together(
                definitions.stream()
                        .map(each -> "set maintenance_work_mem = '512MB'; " + each)
                        .toList());
        database.execute("vacuum (analyze) " + table);
    }

    /** Runs statements, two at a time: as many as there are cores, and as memory allows. */
    void together(List<String> statements) {
        List<CompletableFuture<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < 2; lane++) {
            int first = lane;
            lanes.add(
                    CompletableFuture.runAsync(
                            () -> {
                                for (int i = first; i < statements.size(); i += 2) {
                                    database.execute(statements.get(i));
                                }
                            },
                            task -> Thread.ofPlatform().start(task)));
        }
        lanes.forEach(CompletableFuture::join);
    }

    private void remember(String query) {
        definitions.addAll(
                database.query(
                        query.replace(TABLE, table),
                        rows -> {
                            List<String> texts = new ArrayList<>();
                            while (rows.next()) {
                                texts.add(rows.getString(1));
                            }
                            return texts;
                        }));
    }
}
