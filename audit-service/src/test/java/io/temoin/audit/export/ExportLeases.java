// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.audit.export.ExportQueueStore.Claim;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantSetting;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

/** Takes leases as another process of the service would, and lets them run out. */
final class ExportLeases {

    private ExportLeases() {}

    /** The export waits for a transaction that was under way, until somebody has its lease. */
    static RequestedExport requestedAndHeld(Space space) throws SQLException {
        return requestedAndHeld(space, Map.of("service", "recording"));
    }

    /** The same, narrowed to something else. */
    static RequestedExport requestedAndHeld(Space space, Map<String, String> filters)
            throws SQLException {
        try (var connection = Database.as("app")) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("select pg_current_xact_id()");
            RequestedExport export = RequestedExport.of(space, "dpo", "JSON_LINES", filters);
            take(export);
            connection.rollback();
            return export;
        }
    }

    /** The export is this process's for an hour. */
    static Claim take(RequestedExport export) throws SQLException {
        UUID lease = UUID.randomUUID();
        as(
                export,
                "update export set state = 'RUNNING', lease = '%s', attempts = 1,".formatted(lease)
                        + " lease_until = now() + interval '1 hour'");
        return new Claim(
                new TenantId(export.space().tenant()), UUID.fromString(export.id()), lease, 1);
    }

    /** The process that wrote the export is not heard of any more. */
    static void runOut(RequestedExport export) throws SQLException {
        as(export, "update export set lease_until = now() - interval '1 second'");
    }

    /** When its lease ends, and whose it is. */
    static Lease lease(RequestedExport export) throws SQLException {
        try (var connection = Database.as("feed");
                var query =
                        connection.prepareStatement(
                                "select lease, lease_until from export"
                                        + " where tenant = ? and id = ?")) {
            query.setString(1, export.space().tenant());
            query.setObject(2, UUID.fromString(export.id()));
            try (var rows = query.executeQuery()) {
                rows.next();
                return new Lease(
                        rows.getObject(1, UUID.class),
                        rows.getObject(2, OffsetDateTime.class).toInstant());
            }
        }
    }

    /** A lease as its row says. */
    record Lease(UUID holder, Instant until) {}

    /** It was taken up so often, and did not grow. */
    static void attempted(RequestedExport export, int times) throws SQLException {
        as(export, "update export set attempts = " + times);
    }

    /** How often it was taken up since it last got further. */
    static int attempts(RequestedExport export) throws SQLException {
        return number(export, "select attempts from export where tenant = ? and id = ?");
    }

    static int chunks(RequestedExport export) throws SQLException {
        return number(
                export, "select count(number) from export_chunk where tenant = ? and export = ?");
    }

    private static int number(RequestedExport export, String sql) throws SQLException {
        try (var connection = Database.as("feed");
                var query = connection.prepareStatement(sql)) {
            query.setString(1, export.space().tenant());
            query.setObject(2, UUID.fromString(export.id()));
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static void as(RequestedExport export, String update) throws SQLException {
        Database.run(
                "app",
                TenantSetting.ofSession(export.space().tenant()),
                update + " where id = '" + export.id() + "'");
    }
}
