// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.limits;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** No statement of a request holds a connection for ever. */
@QuarkusTest
@TestProfile(NarrowLimits.class)
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class StatementTimeoutTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Inject Pool app;

    @Inject
    @ReactiveDataSource("feed")
    Pool feed;

    @Inject
    @ReactiveDataSource("keys")
    Pool keys;

    @Inject
    @ReactiveDataSource("keys-owner")
    Pool keysOwner;

    @Test
    void everyRoleHasItsTimeouts() {
        assertThat(show(app, "statement_timeout")).isEqualTo("2s");
        assertThat(show(app, "lock_timeout")).isEqualTo("10s");
        assertThat(show(app, "idle_in_transaction_session_timeout")).isEqualTo("6s");
        assertThat(show(keys, "statement_timeout")).isEqualTo("2s");
        assertThat(show(keys, "lock_timeout")).isEqualTo("10s");
        assertThat(show(keys, "idle_in_transaction_session_timeout")).isEqualTo("6s");
        assertThat(show(keysOwner, "idle_in_transaction_session_timeout")).isEqualTo("6s");
        assertThat(show(feed, "statement_timeout")).isEqualTo("1min");
        assertThat(show(feed, "idle_in_transaction_session_timeout")).isEqualTo("6s");
    }

    @Test
    void aStatementThatTakesTooLongIsAnOutageAndEnds() throws SQLException {
        // Before the lock: the first dialer of a run needs its parties, which are events.
        var dialer = dialerOf(VOIX);
        try (Connection owner = Backlog.Role.OWNER.connect()) {
            owner.setAutoCommit(false);
            owner.createStatement().execute("lock table event in access exclusive mode");

            Response answer = as(dialer).body(consent(freshNumber())).post("/v1/consents");

            assertProblem(answer, 503, "service-unavailable");
            assertThat(answer.header("Retry-After")).isNotBlank();
        }
    }

    private static String show(Pool pool, String setting) {
        return pool.query("show " + setting)
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .atMost(LIMIT);
    }
}
