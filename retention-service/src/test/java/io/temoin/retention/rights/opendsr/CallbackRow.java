// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import io.temoin.chassis.testing.Backlog.Role;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
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

    private static final String SETTLED =
            "select failure from opendsr_callback where url = ? and settled_at is not null"
                    + " order by number limit 1";

    private static final String LEASED =
            "select lease_until from opendsr_callback where url = ? and lease is not null"
                    + " order by number limit 1";

    private static final String TOLD =
            "update opendsr_request set status = ?, changes = changes + 1"
                    + " where tenant = ? and request = ?";

    /** The first one to this path of the receiver. */
    static @Nullable CallbackRow of(String path) throws SQLException {
        try (var connection = Role.FEED.connect();
                var statement = connection.prepareStatement(FIND)) {
            statement.setString(1, CallbackReceiver.url(path));
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? new CallbackRow(rows.getInt("attempts"), rows.getBoolean("failed"))
                        : null;
            }
        }
    }

    /** Why the first one to this address was given up; {@code null} before, and if it was not. */
    static @Nullable String givenUp(String url) throws SQLException {
        try (var connection = Role.FEED.connect();
                var statement = connection.prepareStatement(SETTLED)) {
            statement.setString(1, url);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getString("failure") : null;
            }
        }
    }

    /** Until when one process has the one to this address that it makes; empty if none does. */
    static Optional<Instant> leasedUntil(String url) {
        try (var connection = Role.FEED.connect();
                var statement = connection.prepareStatement(LEASED)) {
            statement.setString(1, url);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(
                                rows.getObject("lease_until", OffsetDateTime.class).toInstant())
                        : Optional.empty();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** As if the sender had been told that status last, and something had happened since. */
    static void told(String tenant, UUID request, String status) throws SQLException {
        try (var connection = Role.APP.connect();
                var setting =
                        connection.prepareStatement(
                                "select set_config('temoin.tenant', ?, false)");
                var statement = connection.prepareStatement(TOLD)) {
            setting.setString(1, tenant);
            setting.execute();
            statement.setString(1, status);
            statement.setString(2, tenant);
            statement.setObject(3, request);
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("there is no such request");
            }
        }
    }
}
