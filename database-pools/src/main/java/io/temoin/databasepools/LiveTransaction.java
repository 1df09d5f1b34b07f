// SPDX-License-Identifier: Apache-2.0
package io.temoin.databasepools;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A transaction that has rows locked while its process does other work. PostgreSQL ends a
 * transaction that is idle for some seconds, as it is in a process that hangs; one that is alive
 * says so.
 */
public final class LiveTransaction {

    private static final Logger LOG = Logger.getLogger(LiveTransaction.class);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private LiveTransaction() {}

    /** Does work that does not use the connection, and keeps its transaction alive meanwhile. */
    public static <T> Uni<T> during(SqlConnection connection, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            Cancellable beating = beat(connection);
                            return work.get().onTermination().invoke(beating::cancel);
                        });
    }

    private static Cancellable beat(SqlConnection connection) {
        return Multi.createFrom()
                .ticks()
                .every(BEAT)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(_ -> connection.query("select 1").execute())
                .subscribe()
                .with(
                        _ -> {},
                        failure -> LOG.debug("a transaction could not be kept alive", failure));
    }
}
