// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * What the administrator of a server on 127.0.0.1 needs, whoever started it.
 *
 * @param directory its data directory, beside which the password lies
 */
record PostgresAccess(Path directory, int port) {

    private static final String SUPERUSER = "postgres";

    /** A connection of the administrator; the caller closes it. */
    Connection administrator(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty(
                "password", new PostgresDirectory(directory).administratorPassword());
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), properties);
    }
}
