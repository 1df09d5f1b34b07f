// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.progress;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Waits for read models. Uses the feed role, which sees the events of all tenants. */
@ApplicationScoped
public class ReadModelProgressQueries {

    /** The reader that keeps the list of recordings. */
    public static final String RECORDINGS = "retained-items";

    /** The reader that keeps the register of everything else. */
    public static final String REGISTER = "register";

    private static final String LATEST =
            "select e.transaction_id::text as xid, e.global_position as position from event e"
                    + " order by e.transaction_id desc, e.global_position desc limit 1";

    private static final String REACHED =
            "select count(*) = cardinality($1::text[]) as reached from feed_checkpoint c"
                    + " where c.reader = any($1)"
                    + " and (c.transaction_id, c.global_position) >= ($2::text::xid8, $3)";

    private static final Duration STEP = Duration.ofMillis(25);
    private static final int STEPS = 80;

    private final Pool pool;

    ReadModelProgressQueries(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /**
     * Waits until readers have heard of every event that is there now, two seconds at most.
     *
     * @return whether they have
     */
    public Uni<Boolean> reached(String... readers) {
        return pool.query(LATEST)
                .execute()
                .flatMap(
                        rows -> {
                            var iterator = rows.iterator();
                            return iterator.hasNext()
                                    ? reach(readers, iterator.next(), STEPS)
                                    : Uni.createFrom().item(true);
                        });
    }

    /**
     * Waits until the lists of all items have heard of every event that is there now.
     *
     * @return fails with {@link ReadModelBehind} when they have not in time
     */
    public Uni<Void> requireItems() {
        return require(RECORDINGS, REGISTER);
    }

    /**
     * Waits until readers have heard of every event that is there now.
     *
     * @return fails with {@link ReadModelBehind} when they have not in time
     */
    public Uni<Void> require(String... readers) {
        return reached(readers)
                .flatMap(
                        reached ->
                                reached
                                        ? Uni.createFrom().voidItem()
                                        : Uni.createFrom().failure(new ReadModelBehind()));
    }

    private Uni<Boolean> reach(String[] readers, Row latest, int steps) {
        return pool.preparedQuery(REACHED)
                .execute(Tuple.of(readers, latest.getString("xid"), latest.getLong("position")))
                .map(rows -> rows.iterator().next().getBoolean("reached"))
                .flatMap(
                        reached ->
                                reached || steps == 0
                                        ? Uni.createFrom().item(reached)
                                        : Uni.createFrom()
                                                .voidItem()
                                                .onItem()
                                                .delayIt()
                                                .by(STEP)
                                                .chain(() -> reach(readers, latest, steps - 1)));
    }
}
