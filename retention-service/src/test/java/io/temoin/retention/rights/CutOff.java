// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.temoin.retention.schedule.DatabaseRole;
import java.sql.SQLException;
import java.util.UUID;

/**
 * As if the process died before it recorded an event: the database refuses those of one type of one
 * tenant. What was recorded before is there, and nothing after it is.
 */
public final class CutOff implements AutoCloseable {

    private final String name = "cut_" + UUID.randomUUID().toString().replace('-', '_');

    /** From now on, until it is closed. */
    public CutOff(String tenant, String type) throws SQLException {
        DatabaseRole.OWNER.run(
                """
                create sequence %1$s;
                create function %1$s() returns trigger language plpgsql security definer as $$
                begin
                  perform nextval('%1$s');
                  raise exception 'cut off';
                end $$;
                create trigger %1$s before insert on event for each row
                  when (new.tenant = '%2$s' and new.type = '%3$s') execute function %1$s()"""
                        .formatted(name, tenant, type));
    }

    /** Whether the step was tried; what a sequence counts is not rolled back. */
    public boolean happened() throws SQLException {
        try (var connection = DatabaseRole.OWNER.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select is_called from " + name)) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    @Override
    public void close() throws SQLException {
        DatabaseRole.OWNER.run(
                "drop trigger %1$s on event; drop function %1$s(); drop sequence %1$s"
                        .formatted(name));
    }
}
