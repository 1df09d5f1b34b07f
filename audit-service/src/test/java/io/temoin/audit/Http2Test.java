// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.temoin.chassis.testing.AsInProduction;
import io.temoin.chassis.testing.HttpContract;
import io.temoin.platform.TestTokens;
import org.junit.jupiter.api.Test;

/** What all services keep over HTTP/2 as well, which the handshake of TLS chooses. */
@QuarkusTest
@TestProfile(AsInProduction.class)
class Http2Test {

    @Test
    void aBodyOfUnknownLengthIsNotRead() throws Exception {
        HttpContract.readsNoBodyOfUnknownLength(
                TestTokens.tenantWide(new Space().tenant(), "helios", "adele", "admin"),
                AsInProduction.CERTIFICATE.mounted());
    }
}
