// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.temoin.chassis.testing.AsInProduction;
import io.temoin.chassis.testing.HttpContract;
import io.temoin.chassis.testing.OneHost;
import io.temoin.platform.TestTokens;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What all services keep as they run in production: with TLS, which brings HTTP/2, and proxies. */
@QuarkusTest
@TestProfile(AsInProduction.class)
class Http2Test {

    @Test
    void aBodyOfUnknownLengthIsNotRead() throws Exception {
        HttpContract.readsNoBodyOfUnknownLength(
                TestTokens.tenantWide(new Space().tenant(), "helios", "adele", "admin"),
                AsInProduction.CERTIFICATE.mounted());
    }

    /** Behind a proxy that is believed, too: the framework then writes one Host of its own. */
    @Test
    void aRequestNamesOneHostAndOneCaller() throws IOException {
        OneHost.isDemanded();
        OneHost.isDemandedWithTls(AsInProduction.CERTIFICATE.mounted());
    }
}
