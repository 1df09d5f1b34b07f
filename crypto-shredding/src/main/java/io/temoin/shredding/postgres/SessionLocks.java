// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.postgres;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;

/**
 * Advisory locks that a connection holds until it ends. A process that hangs, or whose network is
 * gone without a word, keeps its connection in the eyes of the database, and with it the lock; so
 * whoever finds a lock taken may end a connection that has been silent for too long. The database's
 * clock alone says how long that is. A role may end its own connections, so this needs no other
 * right.
 */
public final class SessionLocks {

    private static final String TAKE =
            "select pg_try_advisory_lock(hashtextextended($1, 0)) as locked";

    /** Idle, or with an answer that nobody reads: what takes long in the database is not silent. */
    private static final String END_THE_SILENT =
            """
            select count(*) filter (where pg_terminate_backend(a.pid)) as ended
            from pg_locks l join pg_stat_activity a using (pid)
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1
              and l.database = (select oid from pg_database where datname = current_database())
              and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended($1, 0)
              and a.pid <> pg_backend_pid()
              and (a.state like 'idle%' or a.wait_event = 'ClientWrite')
              and greatest(a.state_change, a.query_start)
                < clock_timestamp() - $2::text::interval""";

    private SessionLocks() {}

    /** Takes the lock of that name for as long as the connection lasts, unless another has it. */
    public static Uni<Boolean> take(SqlConnection connection, String name) {
        return connection
                .preparedQuery(TAKE)
                .execute(Tuple.of(name))
                .map(rows -> rows.iterator().next().getBoolean("locked"));
    }

    /**
     * Ends the connection that holds the lock of that name, if nothing was heard of it for so long.
     *
     * @return how many were ended: none or one
     */
    public static Uni<Long> endTheSilent(SqlConnection connection, String name, Duration silence) {
        return connection
                .preparedQuery(END_THE_SILENT)
                .execute(Tuple.of(name, silence.toMillis() + "ms"))
                .map(rows -> rows.iterator().next().getLong("ended"));
    }
}
