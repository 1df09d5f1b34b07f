// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.audit.Database;
import java.sql.SQLException;
import java.util.List;

/** A copy of one log's rows, put back as who runs the database can: past the service's rights. */
final class Backup {

    private static final List<String> TABLES = List.of("log_leaf", "log_tile", "log_head");

    private final String shard;

    private Backup(String shard) {
        this.shard = shard;
    }

    static Backup of(String shard) throws SQLException {
        for (String table : TABLES) {
            asOwner(
                    "drop table if exists backup_" + table,
                    "create table backup_%s as select * from %s where shard = '%s'"
                            .formatted(table, table, shard));
        }
        return new Backup(shard);
    }

    void restore() throws SQLException {
        for (String table : TABLES) {
            asOwner(
                    "delete from %s where shard = '%s'".formatted(table, shard),
                    "insert into %s select * from backup_%s".formatted(table, table));
        }
    }

    /** The other database goes back to the same moment, too. */
    void restoreWithTheSignedHead() throws SQLException {
        String head =
                Database.text(
                        "owner",
                        "select checkpoint_size || ' ' || encode(root, 'hex') from backup_log_head");
        String[] words = head.split(" ", -1);
        Database.runOnKeys(
                "update signed_head set size = %s, root = decode('%s', 'hex') where shard = '%s'"
                        .formatted(words[0], words[1], shard));
        restore();
    }

    /** Runs statements on all tenants' rows. */
    static void asOwner(String... statements) throws SQLException {
        for (String table : TABLES) {
            Database.run("owner", "alter table " + table + " no force row level security");
        }
        Database.run("owner", statements);
        for (String table : List.of("log_leaf", "log_head")) {
            Database.run("owner", "alter table " + table + " force row level security");
        }
    }
}
