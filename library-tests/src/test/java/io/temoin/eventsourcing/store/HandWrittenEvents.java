// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import io.temoin.eventsourcing.StreamId;
import io.temoin.shredding.postgres.TenantSetting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Events written without the store, to hold a transaction open. */
public final class HandWrittenEvents {

    private HandWrittenEvents() {}

    public static void insert(Connection connection, StreamId stream, long version)
            throws SQLException {
        try (var tenant = connection.createStatement();
                var insert =
                        connection.prepareStatement(
                                """
                                insert into event (tenant, stream, version, type, type_version, payload,
                                  metadata, command_id, ordinal, recorded_at)
                                values ('helios', ?, ?, 'Noted', 1, '{"by":"hand"}',
                                  '{"actor":{"id":"a","organisation":"o","role":"r"},"correlation":"c"}',
                                  ?, 0, now())""")) {
            tenant.execute(TenantSetting.ofTransaction("helios"));
            insert.setString(1, stream.toString());
            insert.setLong(2, version);
            insert.setObject(3, UUID.randomUUID());
            insert.execute();
        }
    }
}
