// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.DatabaseRights;
import io.temoin.chassis.testing.EventContract;
import io.temoin.shredding.postgres.TenantSetting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trail is append-only by the database's own rights, whatever the service's code may do. */
@QuarkusTest
class DatabaseRightsTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final Space space = new Space();

    @BeforeEach
    void oneEntry() {
        space.publishAndAwait(
                List.of(
                        space.here(
                                Published.example(
                                        EventContract.of(
                                                "io.temoin.recording.ListeningGranted.v1")))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    app  | update audit_entry set actor = 'somebody else'
                    app  | delete from audit_entry
                    app  | truncate audit_entry
                    app  | drop table audit_entry
                    app  | alter table audit_entry disable row level security
                    feed | select * from audit_entry
                    feed | insert into audit_entry default values
                    feed | delete from audit_entry
                    app  | update log_leaf set leaf = ''
                    app  | delete from log_leaf
                    app  | insert into log_leaf default values
                    app  | delete from log_pending
                    app  | update log_head set size = 0
                    app  | update log_tile set width = 1
                    app  | select * from log_publication
                    app  | update log_publication set size = 0
                    feed | update log_publication set shard = ''
                    feed | delete from log_publication
                    app  | update entry_salt set action = ''
                    app  | update submitted_entry set content = ''
                    app  | delete from submitted_entry
                    feed | select * from submitted_entry
                    feed | update log_leaf set leaf = ''
                    feed | delete from log_leaf
                    feed | delete from log_tile
                    feed | delete from log_head
                    feed | select * from entry_salt
                    app  | delete from export
                    app  | update export set filters = '{}'
                    app  | update export set up_to = 0
                    app  | update export set names_erased = false
                    app  | update export_chunk set content = ''
                    app  | delete from export_chunk
                    app  | update export set actor = ''
                    feed | delete from export_chunk
                    feed | update export set removed_by = ''
                    feed | select forget_subject_in_exports('5b0f6c1d3e4f5a60718293a4b5c6d7e8')
                    feed | select filters from export
                    feed | select content from export_chunk
                    feed | insert into export_chunk default values
                    feed | update export set sha256 = ''
                    feed | delete from export
                    app  | delete from export_delivery
                    feed | select collector from export_delivery
                    feed | update export_delivery set sent = 0
                    feed | insert into export_delivery default values
                    app  | update saved_search set owner = 'somebody else'
                    app  | update saved_search set tenant = 'another'
                    app  | truncate saved_search
                    feed | select * from saved_search
                    feed | delete from saved_search
                    """)
    void noRoleOfTheRunningServiceChangesWhatIsRecorded(String role, String statement) {
        assertThatThrownBy(
                        () ->
                                Database.run(
                                        role, TenantSetting.ofSession(space.tenant()), statement))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal ->
                                assertThat(refusal.getSQLState())
                                        .isEqualTo(INSUFFICIENT_PRIVILEGE));
    }

    @Test
    void areNarrowInWhatEveryServiceHas() throws SQLException {
        DatabaseRights.areNarrow();
    }

    @Test
    void theReaderOfLateSearchesIsNotBegunByTheService() {
        assertThatThrownBy(
                        () ->
                                Database.run(
                                        "app",
                                        """
                                        insert into feed_checkpoint
                                          (reader, transaction_id, global_position, saved_at)
                                        values ('late-searches', '1'::xid8, 1, now())
                                        on conflict do nothing"""))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("row-level security");
    }

    @Test
    void aTransactionWithoutTenantSeesNothing() throws SQLException {
        assertThat(visible("select 1")).isZero();
    }

    @Test
    void aTransactionSeesItsOwnTenant() throws SQLException {
        assertThat(visible(TenantSetting.ofSession(space.tenant()))).isEqualTo(1);
        assertThat(visible(TenantSetting.ofSession(new Space().tenant()))).isZero();
    }

    @Test
    void nobodyWritesIntoAnotherTenant() {
        assertThatThrownBy(
                        () ->
                                Database.run(
                                        "app",
                                        TenantSetting.ofSession(new Space().tenant()),
                                        """
                                        insert into audit_entry (tenant, event_id, at, recorded_at,
                                          service, action, outcome, because, actor, organisation,
                                          role, purposes, operation, correlation, stream, sequence)
                                        values ('%s', 'forged', now(), now(), 's', 'a', 'DONE',
                                          '{}', 'x', 'x', 'x', '{}', 'o', 'c', 'st', 1)"""
                                                .formatted(space.tenant())))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("row-level security");
    }

    @Test
    void nobodyClaimsAnIdInAnotherTenant() {
        assertThatThrownBy(
                        () ->
                                Database.run(
                                        "app",
                                        TenantSetting.ofSession(new Space().tenant()),
                                        """
                                        insert into submitted_entry (tenant, event_id, content)
                                        values ('%s', 'x-a:b:c', decode(repeat('00', 32), 'hex'))"""
                                                .formatted(space.tenant())))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("row-level security");
    }

    private static int visible(String before) throws SQLException {
        try (Connection connection = Database.as("app");
                var statement = connection.createStatement()) {
            statement.execute(before);
            try (var rows = statement.executeQuery("select count(*) from audit_entry")) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
