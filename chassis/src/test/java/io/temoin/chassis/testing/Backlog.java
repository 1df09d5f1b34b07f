// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import io.smallrye.mutiny.Multi;
import io.temoin.eventsourcing.store.Append;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.shredding.postgres.TenantSetting;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Events that the readers of a running service's feed find all at once, as after a stop. For tests
 * that start a service.
 */
public final class Backlog {

    private static final Duration LIMIT = Duration.ofSeconds(25);

    /** A service's roles in its database. */
    public enum Role {
        /** One tenant at a time. */
        APP("quarkus.datasource"),
        /** All tenants. */
        FEED("quarkus.datasource.feed"),
        /** Its schema. */
        OWNER("quarkus.flyway");

        private final String settings;

        Role(String settings) {
            this.settings = settings;
        }

        /** A connection of the role. */
        public Connection connect() throws SQLException {
            var config = ConfigProvider.getConfig();
            return DriverManager.getConnection(
                    config.getValue("quarkus.datasource.jdbc.url", String.class),
                    config.getValue(settings + ".username", String.class),
                    config.getValue(settings + ".password", String.class));
        }
    }

    private Backlog() {}

    /**
     * Appends events while an older transaction is open: the feed shows nothing that was written
     * behind one. When this returns, it shows them all.
     */
    public static void append(EventStore store, List<Append> appends) throws SQLException {
        try (Connection older = Role.FEED.connect();
                Statement statement = older.createStatement()) {
            older.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            Multi.createFrom()
                    .iterable(appends)
                    .onItem()
                    .transformToUni(store::append)
                    .merge(64)
                    .collect()
                    .last()
                    .await()
                    .atMost(LIMIT);
            older.rollback();
        }
    }

    /** Whether a reader's checkpoint is the last event there is. */
    public static boolean isHandledBy(String reader) throws SQLException {
        try (Connection connection = Role.FEED.connect();
                Statement statement = connection.createStatement()) {
            return number(
                            statement,
                            "select count(*) from feed_checkpoint c where c.reader = '"
                                    + reader
                                    + "' and (c.transaction_id, c.global_position) ="
                                    + " (select e.transaction_id, e.global_position from event e"
                                    + " order by e.transaction_id desc, e.global_position desc"
                                    + " limit 1)")
                    == 1;
        }
    }

    /** The number that a query in the rows of one tenant gives. */
    public static long count(String tenant, String query) throws SQLException {
        try (Connection connection = Role.APP.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TenantSetting.ofSession(tenant));
            return number(statement, query);
        }
    }

    /**
     * Which one in its stream the event is that an answer names as its {@code Event-Position}: the
     * events before it are what the outside is not told.
     */
    public static long versionOf(String tenant, String position) throws SQLException {
        String[] id = position.split("\\.", -1);
        return count(
                tenant,
                "select version from event where command_id = '%s' and ordinal = %s"
                        .formatted(id[0], id[1]));
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
