// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * A callback as its row has it.
 *
 * @param failed whether its last attempt is over, and failed
 */
record CallbackRow(int attempts, boolean failed) {

    private static final String FIND =
            "select attempts, failure is not null and lease is null as failed from opendsr_callback"
                    + " where url = ? order by number limit 1";

    /** The first one to this path of the receiver. */
    static @Nullable CallbackRow of(String path) throws SQLException {
        var config = ConfigProvider.getConfig();
        try (var connection =
                        DriverManager.getConnection(
                                config.getValue("quarkus.datasource.jdbc.url", String.class),
                                config.getValue("quarkus.datasource.feed.username", String.class),
                                config.getValue("quarkus.datasource.feed.password", String.class));
                var statement = connection.prepareStatement(FIND)) {
            statement.setString(1, CallbackReceiver.url(path));
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? new CallbackRow(rows.getInt("attempts"), rows.getBoolean("failed"))
                        : null;
            }
        }
    }
}
