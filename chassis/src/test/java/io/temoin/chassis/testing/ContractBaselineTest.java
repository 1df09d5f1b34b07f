// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nobody who goes by the contracts of the last release is broken. {@code
 * -Dtemoin.contracts.baseline=renew}, once with a release, takes the present contracts as the next
 * baseline.
 */
class ContractBaselineTest {

    @BeforeAll
    static void renew() {
        if ("renew".equals(System.getProperty("temoin.contracts.baseline"))) {
            ContractBaseline.renew();
        }
    }

    @Test
    void nothingIsBrokenSinceTheLastRelease() {
        assertThat(ContractBaseline.broken())
                .as("changes that need a new version, see docs/versions.md")
                .isEmpty();
    }
}
