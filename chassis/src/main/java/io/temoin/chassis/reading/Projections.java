// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.reading;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Feeds;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The read models that this service's projections keep. Their checkpoints are compared in the
 * database, where they move in the transaction of the rows: whichever process projects, and
 * whichever answers.
 */
@ApplicationScoped
public class Projections implements ReadModel {

    private static final String REACHED =
            """
            select (
              select coalesce(
                bool_and(coalesce(
                  (c.transaction_id, c.global_position) >= (e.transaction_id, e.global_position),
                  false)),
                true)
              from unnest($4::text[]) r (reader) left join feed_checkpoint c using (reader)
            ) as reached"""
                    + TenantStatement.FROM
                    + """
            cross join lateral (
              select transaction_id, global_position from event
              where tenant = t.tenant and command_id = $2 and ordinal = $3 offset 0
            ) e""";

    private final Pool pool;
    private final Feeds feeds;

    Projections(Pool pool, Feeds feeds) {
        this.pool = pool;
        this.feeds = feeds;
    }

    @Override
    public Uni<Progress> progress(TenantId tenant, EventPosition position) {
        return pool.preparedQuery(REACHED)
                .execute(
                        Tuple.of(
                                tenant.value(),
                                position.command(),
                                (short) position.ordinal(),
                                feeds.projections().toArray(String[]::new)))
                .map(
                        rows -> {
                            RowIterator<Row> found = rows.iterator();
                            if (!found.hasNext()) {
                                return Progress.UNKNOWN;
                            }
                            return found.next().getBoolean("reached")
                                    ? Progress.REACHED
                                    : Progress.BEHIND;
                        });
    }
}
