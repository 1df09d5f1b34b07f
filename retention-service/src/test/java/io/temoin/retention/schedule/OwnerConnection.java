// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.eclipse.microprofile.config.ConfigProvider;

/** A connection of the schema's owner, to break and mend what a test needs broken. */
final class OwnerConnection {

    private OwnerConnection() {}

    static Connection open() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.flyway.username", String.class),
                config.getValue("quarkus.flyway.password", String.class));
    }
}
