// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention;

import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.platform.TestTokens;
import java.util.List;

/** Callers of the tests. */
public final class Tokens {

    private Tokens() {}

    /** Of the controller that the recordings of the tests are made for. */
    public static RequestSpecification dpo(String tenant) {
        return as(tenant, "rhone-telecom", List.of(), "dpo");
    }

    /** One of the tenant's own people. */
    public static RequestSpecification admin(String tenant) {
        return Http.given()
                .auth()
                .oauth2(
                        TestTokens.tenantWide(
                                tenant,
                                "rhone-telecom",
                                "00000000-0000-4000-8000-00000000000a",
                                "admin"));
    }

    /** Anybody. */
    public static RequestSpecification as(
            String tenant, String organisation, List<String> onBehalfOf, String role) {
        return Http.given()
                .auth()
                .oauth2(
                        TestTokens.token(
                                tenant,
                                organisation,
                                onBehalfOf,
                                "00000000-0000-4000-8000-00000000000a",
                                role));
    }
}
