// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One setting secures every connection to PostgreSQL. That the service starts says it of the
 * migrations: this server refuses connections without TLS.
 */
@QuarkusTest
@TestProfile(DatabaseTlsTest.OverTls.class)
class DatabaseTlsTest {

    private static final String IS_ENCRYPTED =
            "select ssl from pg_stat_ssl where pid = pg_backend_pid()";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** With a server of its own. */
    public static final class OverTls implements QuarkusTestProfile {

        /** Called by Quarkus. */
        public OverTls() {}

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TlsDatabase.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

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

    @Inject AgroalDataSource jdbc;

    @Inject
    @DataSource("keys")
    AgroalDataSource keysJdbc;

    @Test
    void everyConnectionIsEncryptedToAServerThatWasVerified() throws SQLException {
        for (Pool pool : List.of(app, feed, keys, keysOwner)) {
            assertThat(
                            pool.query(IS_ENCRYPTED)
                                    .execute()
                                    .await()
                                    .atMost(LIMIT)
                                    .iterator()
                                    .next()
                                    .getBoolean(0))
                    .isTrue();
        }
        for (AgroalDataSource source : List.of(jdbc, keysJdbc)) {
            try (var connection = source.getConnection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(IS_ENCRYPTED)) {
                rows.next();
                assertThat(rows.getBoolean(1)).isTrue();
            }
        }
    }
}
