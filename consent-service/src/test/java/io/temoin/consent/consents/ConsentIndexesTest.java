// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.QueryPlan;
import io.temoin.chassis.visibility.domain.Coverage;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.platform.ServiceComponents;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The list of consents is read by indexes, however many consents others have. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ConsentIndexesTest {

    /** A table with the columns and indexes of the real one, so that no other test is disturbed. */
    private static final String OTHERS =
            """
            create temporary table consent (like public.consent including all);
            insert into consent
              select gen_random_uuid(), 'helios', 'rhone', 'centre-' || n % 10, 's' || n,
                'PROSPECTING_CALL', 'VOICE', 'centre-' || n % 10,
                timestamptz '2026-11-01 00:00Z' - n * interval '1 second',
                timestamptz '2027-11-01 00:00Z', null, null, 'cause', 'correlation'
              from generate_series(1, 30000) n;
            insert into consent
              select gen_random_uuid(), 'helios', 'rhone', 'voix', 's' || n,
                'PROSPECTING_CALL', 'VOICE', 'rhone',
                timestamptz '2026-01-01 00:00Z' - n * interval '1 second',
                timestamptz '2027-01-01 00:00Z', null, null, 'cause', 'correlation'
              from generate_series(1, 60) n;
            analyze consent\
            """;

    private static final Visibility VOIX =
            new Visibility(
                    "somebody",
                    "voix",
                    false,
                    false,
                    List.of(new Coverage("rhone", Set.of("PROSPECTING_CALL"), true, Set.of())));

    /** A page of a processor that has 60 of 30,060 consents is no scan of the table. */
    @Test
    void findTheConsentsOfAProcessor() throws SQLException {
        String condition =
                ConsentView.ROWS
                        .condition(VOIX, value -> "'" + value + "'")
                        .replace("collectedBy", "collected_by");

        var page =
                "select * from consent where tenant = 'helios' and "
                        + condition
                        + " order by collected_at desc, id desc limit 26";
        assertThat(QueryPlan.of(page, OTHERS))
                .doesNotContain("Seq Scan")
                .containsPattern("Index Cond: .*processor = 'voix'")
                .containsPattern("Index Cond: .*collected_by = 'voix'");
    }
}
