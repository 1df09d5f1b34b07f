// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.QueryPlan;
import io.temoin.platform.ServiceComponents;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** An order names items by their ids, and no event is in an index by those. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class DisposalIndexesTest {

    /** A table with the columns and indexes of the real one, so that no other test is disturbed. */
    private static final String OTHERS =
            """
            create temporary table event (like public.event including all);
            insert into event (tenant, stream, version, type, type_version, payload, metadata,
                command_id, ordinal, recorded_at)
              select 'helios', 'contact-rhone-' || n, 1, 'CallDecided', 1,
                json_build_object('decision', gen_random_uuid(), 'why', repeat('x', 200)), '{}',
                gen_random_uuid(), 0, timestamptz '2026-01-01 00:00Z' + n * interval '1 second'
              from generate_series(1, 60000) n;
            analyze event\
            """;

    @Test
    void itemsAreFoundByTheTimeInTheirIds() throws SQLException {
        String find =
                DisposalQueries.FIND
                        .replace("$1", "'helios'")
                        .replace("$2", "'CALL_DECISION'")
                        .replace("$3", "'{019b76da-a800-7000-8000-000000000001}'")
                        .replace("$4", "'{2026-01-01 06:00Z}'");
        assertThat(QueryPlan.of(find, OTHERS))
                .doesNotContain("Seq Scan")
                .containsPattern("Bitmap Index Scan on event_recorded_at_idx");
    }
}
