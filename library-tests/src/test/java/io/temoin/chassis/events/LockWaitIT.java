// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisDatabase;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A migration that builds an index holds a lock for longer than any number of tries takes. */
class LockWaitIT {

    private static final Pool APP = ChassisDatabase.start().app();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String LOCK = "select pg_advisory_xact_lock(4711)";

    @AfterAll
    static void close() {
        APP.close().await().indefinitely();
    }

    @Test
    void aMessageIsNotParkedForALockThatAnotherHolds() {
        Throwable failure =
                APP.withTransaction(
                                holder ->
                                        holder.query(LOCK)
                                                .execute()
                                                .chain(LockWaitIT::waitBriefly)
                                                .onItemOrFailure()
                                                .transform((_, waiting) -> waiting))
                        .await()
                        .atMost(LIMIT);

        assertThat(failure)
                .isInstanceOfSatisfying(
                        PgException.class,
                        refusal -> assertThat(refusal.getSqlState()).isEqualTo("55P03"));
        assertThat(EventInbox.infrastructure(failure)).isTrue();
    }

    private static Uni<Void> waitBriefly() {
        return APP.withTransaction(
                waiter ->
                        waiter.query("set local lock_timeout = 50")
                                .execute()
                                .chain(() -> waiter.query(LOCK).execute())
                                .replaceWithVoid());
    }
}
