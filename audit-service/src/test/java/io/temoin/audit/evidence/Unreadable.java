// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.temoin.audit.Database;
import java.sql.SQLException;

/** A log whose leaves the service cannot read from some index on, until this is closed. */
final class Unreadable implements AutoCloseable {

    private Unreadable() {}

    static Unreadable log(String log, int from) throws SQLException {
        Database.run(
                "owner",
                """
                create policy unreadable on log_leaf as restrictive for select to audit_app
                using (case when shard = '%s' and index >= %d
                  then 1 / (index - index) = 0 else true end)"""
                        .formatted(log, from));
        return new Unreadable();
    }

    @Override
    public void close() throws SQLException {
        Database.run("owner", "drop policy unreadable on log_leaf");
    }
}
