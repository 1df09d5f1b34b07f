// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** Roles of the database, to break and mend what a test needs broken. */
public enum DatabaseRole {
    /** Owns the schema. */
    OWNER("quarkus.flyway"),
    /** Sees one tenant at a time. */
    APP("quarkus.datasource"),
    /** Sees all tenants. */
    FEED("quarkus.datasource.feed");

    private final String settings;

    DatabaseRole(String settings) {
        this.settings = settings;
    }

    /** A connection of its own. */
    public Connection connect() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue(settings + ".username", String.class),
                config.getValue(settings + ".password", String.class));
    }

    /** Runs statements. */
    public void run(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Makes the list of due items as it was before the item was ordered. */
    static void forget(String tenant, UUID recording) throws SQLException {
        FEED.run(
                "update retained_item set stage = 'SCHEDULED', taken_at = null where tenant = '%s' and recording = '%s'"
                        .formatted(tenant, recording));
    }
}
