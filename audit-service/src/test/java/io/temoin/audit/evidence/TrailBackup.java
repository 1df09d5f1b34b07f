// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.temoin.audit.Space;
import java.sql.SQLException;
import java.util.List;

/** A backup of the trail of a space, put back by who runs the database. */
final class TrailBackup {

    private static final List<String> TABLES = List.of("audit_entry", "entry_salt");

    private TrailBackup() {}

    static TrailBackup of(Space space) throws SQLException {
        for (String table : TABLES) {
            EvidenceDesk.asOwner(table, "drop table if exists before_" + table);
            EvidenceDesk.asOwner(
                    table,
                    "create table before_%1$s as select * from %1$s where tenant = '%2$s'"
                            .formatted(table, space.tenant()));
        }
        // The database makes these itself, and takes them from nobody.
        EvidenceDesk.asOwner(
                "audit_entry",
                "alter table before_audit_entry drop column workstation_name, drop column correlation_name");
        return new TrailBackup();
    }

    /** Puts every row back as it was; those that came in since stay. */
    void putBack() throws SQLException {
        for (String table : TABLES) {
            EvidenceDesk.asOwner(
                    table,
                    "delete from %1$s where (tenant, event_id) in (select tenant, event_id from before_%1$s)"
                            .formatted(table));
            EvidenceDesk.asOwner(
                    table,
                    "insert into %1$s %2$s select * from before_%1$s"
                            .formatted(
                                    table,
                                    table.equals("audit_entry") ? "overriding system value" : ""));
            EvidenceDesk.asOwner(table, "drop table before_" + table);
        }
    }
}
