// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.packaged;

import io.temoin.shredding.postgres.TenantSetting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** What is in the database of the tenant of the tests. */
final class TenantRows {

    private TenantRows() {}

    static long count(String sql, Object parameter) throws SQLException {
        try (Connection connection = entered();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, parameter);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    static void change(String sql, UUID id) throws SQLException {
        try (Connection connection = entered();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            if (statement.executeUpdate() != 1) {
                throw new AssertionError("there is no " + id);
            }
        }
    }

    private static Connection entered() throws SQLException {
        Connection connection = PackagedService.database("app");
        try (var statement = connection.createStatement()) {
            statement.execute(TenantSetting.ofSession("helios"));
        }
        return connection;
    }
}
