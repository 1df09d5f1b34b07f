// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardsTest {

    private static final TenantId HELIOS = new TenantId("helios");

    private final Shards shards = new Shards(new Fingerprints(new byte[32]));

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 2026-1",
        "2026-06-30T23:59:59.999999Z, 2026-1",
        "2026-07-01T00:00:00Z, 2026-2",
        "2026-12-31T23:59:59Z, 2026-2",
        "2027-01-01T00:00:00Z, 2027-1"
    })
    void isHalfAYearLong(Instant at, String period) {
        assertThat(shards.of(HELIOS, at).period()).isEqualTo(period);
    }

    @Test
    void hasAnIdOfItsOwnByTenantAndPeriod() {
        Instant spring = Instant.parse("2026-04-01T00:00:00Z");
        Instant autumn = Instant.parse("2026-10-01T00:00:00Z");

        String id = shards.of(HELIOS, spring).id();

        assertThat(id).matches("[0-9a-f]{32}").isEqualTo(shards.of(HELIOS, spring).id());
        assertThat(shards.of(HELIOS, autumn).id()).isNotEqualTo(id);
        assertThat(shards.of(new TenantId("selene"), spring).id()).isNotEqualTo(id);
        assertThat(new Shards(new Fingerprints(new byte[] {1})).of(HELIOS, spring).id())
                .isNotEqualTo(id);
    }
}
