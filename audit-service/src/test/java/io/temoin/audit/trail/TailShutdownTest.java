// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.audit.evidence.AccentedWitnessTest;
import io.temoin.platform.TestTokens;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Nobody who follows keeps a service from stopping. Its application serves nobody afterwards: it is
 * {@link AccentedWitnessTest}'s, which comes first in the order of classes.
 */
@QuarkusTest
@TestProfile(AccentedWitnessTest.Accented.class)
class TailShutdownTest {

    private final Space space = new Space();
    private final Event<ShutdownDelayInitiatedEvent> stopping;

    TailShutdownTest(Event<ShutdownDelayInitiatedEvent> stopping) {
        this.stopping = stopping;
    }

    @Test
    void whoFollowsIsEndedAndWhoComesIsRefused() throws SQLException {
        CompletableFuture<Tail> underWay;
        try (Tail tail = follow();
                Connection held = holdTheAppends()) {
            // Given
            underWay = CompletableFuture.supplyAsync(this::follow);
            await().atMost(Duration.ofSeconds(30)).until(TailShutdownTest::anAppendWaits);

            // When
            stopping.fire(new ShutdownDelayInitiatedEvent());

            // Then
            tail.awaitEnd();
            held.rollback();
        }
        try (Tail tail = underWay.join()) {
            assertThat(tail.status()).isEqualTo(200);
            tail.awaitEnd();
        }
        try (Tail late = follow()) {
            assertThat(late.status()).isEqualTo(503);
        }
        var refused = space.as("dpo").get("/v1/entries/stream");
        assertProblem(refused, 503, "service-stopping");
        assertThat(refused.header("Retry-After")).isEqualTo("5");
    }

    private Tail follow() {
        return Tail.from(
                TestTokens.tenantWide(space.tenant(), "rhone-telecom", Space.ACTOR, "dpo"),
                "looks=false");
    }

    /** That somebody follows is on record before it is answered: here it waits to be. */
    private static Connection holdTheAppends() throws SQLException {
        Connection connection = Database.as("owner");
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("lock table event in exclusive mode");
        }
        return connection;
    }

    private static boolean anAppendWaits() throws SQLException {
        return !"0"
                .equals(
                        Database.text(
                                "owner",
                                "select count(*) from pg_locks"
                                        + " where relation = 'event'::regclass and not granted"));
    }
}
