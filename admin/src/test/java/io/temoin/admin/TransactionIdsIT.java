// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds ids of transactions, in the schemas that the migrations of the services make. */
class TransactionIdsIT {

    private static final Set<TransactionIds.Column> COLUMNS = new HashSet<>();
    private static final Set<TransactionIds.Column> COLUMNS_OF_KEYS = new HashSet<>();

    private static MigratedDatabases trail;

    @BeforeAll
    static void migrate() {
        for (var service : ServiceName.values()) {
            var databases = new MigratedDatabases(service);
            if (service == ServiceName.AUDIT) {
                trail = databases;
            }
            try (var events = databases.connect(Role.FEED);
                    var keys = databases.connect(Role.KEYS_OWNER)) {
                COLUMNS.addAll(TransactionIds.of(events));
                COLUMNS_OF_KEYS.addAll(TransactionIds.of(keys));
            }
        }
    }

    /** A column that a migration adds has to be renumbered too. */
    @Test
    void areAllKnown() {
        assertThat(COLUMNS).isEqualTo(TransactionIds.KNOWN);
        assertThat(COLUMNS_OF_KEYS).isEmpty();
    }

    /** It would wait for transactions that the new server has years before it. */
    @Test
    void letARequestedExportBegin() {
        StoreDatabases.ONE.asAdministrator(
                "audit",
                """
                insert into export (tenant, id, format, filters, controllers, actor, correlation,
                  reason_code, reason_reference, requested_at, up_to, settled_after)
                values ('helios', gen_random_uuid(), 'JSON_LINES', '{}', '{}', 'dpo', 'c', 'AUDIT',
                  'r', now(), 0, '4000000000'::xid8)""");
        assertThat(check()).contains("FAULT  Events, checkpoints or exports have transaction ids");

        var said = new StringWriter();
        try (var owner = trail.connect(Role.OWNER)) {
            RenumberTransactionsCommand.renumber(owner, List.of(), new PrintWriter(said, true));
        }

        assertThat(said.toString()).contains("1 exports no longer wait");
        assertThat(check()).doesNotContain("FAULT");
        try (var feed = trail.connect(Role.FEED)) {
            assertThat(
                            feed.number(
                                    "select count(*) from export where settled_after"
                                            + " <= pg_snapshot_xmin(pg_current_snapshot())"))
                    .isEqualTo(1);
        }
        try (var owner = trail.connect(Role.OWNER)) {
            assertThat(
                            owner.all(
                                    "select relname from pg_class where relforcerowsecurity"
                                            + " and relname in ('event', 'export') order by 1",
                                    row -> row.getString(1)))
                    .as("row-level security holds for the owner again")
                    .containsExactly("event", "export");
        }
    }

    @Test
    void refuseASchemaThatIsNewer() {
        StoreDatabases.ONE.asAdministrator("store", "create table newer (seen_up_to xid8)");
        try (var owner = StoreDatabases.ONE.owner()) {
            assertThatThrownBy(
                            () ->
                                    RenumberTransactionsCommand.renumber(
                                            owner, List.of(), new PrintWriter(new StringWriter())))
                    .isInstanceOf(CannotRun.class)
                    .hasMessageContaining("newer.seen_up_to");
        } finally {
            StoreDatabases.ONE.asAdministrator("store", "drop table newer");
        }
    }

    private static String check() {
        var said = new StoreDatabases.Said();
        try (var feed = trail.connect(Role.FEED);
                var owner = trail.connect(Role.OWNER)) {
            new EventCheck(feed, owner, said.report()).check();
        }
        return said.toString();
    }
}
