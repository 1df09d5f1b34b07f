// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.postgres;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Takes connections out of a pool for a thread that waits for each of them only so long, and gives
 * them back whatever happens. When a database hangs, such a thread goes on without an answer; but
 * the answer still comes, once the database goes on. If nobody were there to give the connection
 * back then, the pool would be one short for ever, and after a few times empty.
 */
public final class PoolCheckout {

    private PoolCheckout() {}

    /**
     * A connection. One that comes later goes straight back to the pool.
     *
     * @throws CompletionException when none came within {@code limit}, or the pool has none
     */
    public static SqlConnection take(Pool pool, Duration limit) {
        CompletableFuture<SqlConnection> coming = pool.getConnection().subscribeAsCompletionStage();
        try {
            return coming.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException failure) {
            var _ = coming.thenAccept(SqlConnection::closeAndForget);
            throw failure;
        }
    }

    /**
     * Gives a connection back after one last statement, such as the end of its locks. Returns when
     * it is back, or after {@code limit}; then it goes back as soon as the statement is answered.
     */
    public static void giveBack(SqlConnection connection, String lastStatement, Duration limit) {
        CompletableFuture<?> back =
                connection
                        .query(lastStatement)
                        .execute()
                        .onItemOrFailure()
                        .transformToUni((_, _) -> connection.close())
                        .onFailure()
                        .recoverWithNull() // it has ended, and with it all that it held
                        .subscribeAsCompletionStage();
        back.copy().completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
