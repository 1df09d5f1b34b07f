// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.QueryPlan;
import io.temoin.platform.ServiceComponents;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A first page is read from an index in the order of the page, however many entries the value has:
 * a page that has to sort them all takes longer the more a workstation is used.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "audit"))
class TrailIndexesTest {

    /**
     * A table with the columns, indexes and row-level security of the real one, so that no other
     * test is disturbed. Under row-level security an index serves fewer conditions: those alone
     * that are known to leak nothing of a row.
     */
    private static final String MANY =
            """
            create temporary table audit_entry (like public.audit_entry including all);
            alter table audit_entry enable row level security;
            alter table audit_entry force row level security;
            create policy one_tenant on audit_entry
              using (tenant = current_setting('temoin.tenant', true));
            set temoin.tenant = 'helios';
            insert into audit_entry (tenant, event_id, at, recorded_at, service, action, outcome,
              because, actor, organisation, role, workstation, purposes, operation, subject,
              correlation, causation, stream, sequence, reason_reference)
            select 'helios', gen_random_uuid()::text,
              timestamptz '2026-11-01 00:00Z' + n * interval '1 second', now(), 'consent',
              'CALL_ALLOWED', 'ALLOWED', array[]::text[], 'somebody', 'voix', 'dialer',
              case when n % 2 = 0 then 'claimed:' else '' end || 'LYON-' || n % 3,
              array['QUALITY'], 'Decide', 's' || n % 3, 'c' || n % 3, null, 'x', n, 't' || n % 3
            from generate_series(1, 30000) n;
            analyze audit_entry\
            """;

    @ParameterizedTest
    @EnumSource(names = {"WORKSTATION", "CORRELATION", "SUBJECT", "REASON_REFERENCE"})
    void readAPageInItsOrder(TrailFilter filter) throws SQLException {
        var value =
                filter == TrailFilter.WORKSTATION ? "LYON-1" : filter.parameter().charAt(0) + "1";

        var page =
                "select * from audit_entry where tenant = 'helios' and "
                        + filter.clause().replace("?", "'" + value + "'")
                        + " order by at, position limit 51";
        assertThat(QueryPlan.of(page, MANY))
                .contains("Index Scan using audit_entry_")
                .doesNotContain("Sort")
                // Else it reads the entries of everybody, in their order, and drops most of them.
                .doesNotContainPattern("(?m)^ *Filter:");
    }
}
