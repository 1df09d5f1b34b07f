// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

/**
 * Tables of retained and registered items of any size, beside those of retention-service, in a
 * schema of their own. The items came in the order of their days: a third of them is destroyed, the
 * next thousand is due, and the others will be within the year after. They belong to one tenant,
 * and to five campaigns.
 */
public final class LargeRegister {

    /** How many items are due. */
    public static final int DUE = 1_000;

    /** Of recordings. */
    public static final String RECORDINGS = "retained_item";

    /** Of everything else. */
    public static final String OTHERS = "registered_item";

    /** The campaigns: as many, with equal shares. */
    public static final int CAMPAIGNS = 5;

    /** When they are due; a fixed moment, since more of ten million would be due each second. */
    static final String MOMENT = "timestamptz '2027-01-13 13:05:00+00'";

    private static final String RECORDING_ROWS =
            """
            insert into %1$s.retained_item (tenant, recording, controller, processor, campaign,
              purposes, subject, stage, due_on, due_at, erased_at, cause, correlation, taken_at,
              ended_at, zone, item_version, ordered_at)
            select 'helios', gen_random_uuid(), 'rhone-telecom', 'voix-du-rhone',
              'fibre-' || n %% %5$d, '{QUALITY}', md5(n::text),
              case when n <= %3$d then 'DISPOSED' else 'SCHEDULED' end, due::date, due,
              case when n <= %3$d then due end, md5(n::text)::uuid || '.0', md5(n::text)::uuid,
              case when n <= %3$d then due end, due - interval '6 months', 'Europe/Paris', 2,
              case when n <= %3$d then due end
            from (select n, %4$s as due from generate_series(1, %2$d) n) item""";

    private static final String OTHER_ROWS =
            """
            insert into %1$s.registered_item (tenant, item, kind, controller, processor, campaign,
              subject, decision, purposes, kept_for, ended_at, plan, stage, due_on, due_at,
              erased_at)
            select 'helios', gen_random_uuid(), 'CALL_DECISION', 'rhone-telecom', 'voix-du-rhone',
              'fibre-' || n %% %5$d, md5(n::text), md5(n::text)::uuid, '{PROSPECTING_CALL}',
              '{PROSPECTING_CALL}', due - interval '1 year', md5(due::date::text)::uuid,
              case when n <= %3$d then 'DISPOSED' else 'SCHEDULED' end, due::date,
              case when n > %3$d then due end, case when n <= %3$d then due end
            from (select n, %4$s as due from generate_series(1, %2$d) n) item""";

    private LargeRegister() {}

    /**
     * Makes one of the tables anew, with keys, indices and rights as the service has them.
     *
     * @param schema made unless it is there
     */
    public static void fill(Database retention, String schema, String table, int size) {
        retention.execute("create schema if not exists " + schema);
        retention.execute("grant usage on schema " + schema + " to retention_feed");
        String name = schema + "." + table;
        retention.execute("drop table if exists " + name);
        retention.execute("create table " + name + " (like public." + table + " including all)");
        retention.execute("alter table " + name + " enable row level security");
        retention.execute(
                "create policy every_tenant on " + name + " to retention_feed using (true)");
        retention.execute("grant select, update on " + name + " to retention_feed");
        insert(retention, schema, table, size, MOMENT);
    }

    /**
     * Fills the service's own table, which is emptied before; the service must not be running.
     * Nothing of it will be due while the bench runs.
     */
    public static void fillOwn(Database retention, String table, int size) {
        insert(retention, "public", table, size, MOMENT + " + interval '10 years'");
    }

    private static void insert(
            Database retention, String schema, String table, int size, String from) {
        BulkTable bulk = BulkTable.empty(retention, schema + "." + table);
        retention.execute(rows(schema, table, size, from));
        bulk.complete();
    }

    /** Item n of a table is due in the order of n; the last of those that are due, then. */
    private static String rows(String schema, String table, int size, String from) {
        int destroyed = size / 3;
        String due =
                "%s + (n - %d) * (interval '400 days' / %d)".formatted(from, destroyed + DUE, size);
        return (table.equals(RECORDINGS) ? RECORDING_ROWS : OTHER_ROWS)
                .formatted(schema, size, destroyed, due, CAMPAIGNS);
    }
}
