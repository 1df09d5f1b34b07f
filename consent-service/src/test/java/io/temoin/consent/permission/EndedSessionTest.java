// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.temoin.platform.ServiceComponents;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * No copy of a proof leaves, and nobody is looked up, before the identity provider has said that
 * the session goes on.
 */
@QuarkusTest
@TestProfile(EndedSessionTest.AsInProduction.class)
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class EndedSessionTest {

    /** The setting's own default in production. */
    public static final class AsInProduction implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("temoin.identity.introspect", "true");
        }
    }

    @Test
    void noProofIsCopiedWithoutItsAnswer() {
        assertProblem(
                as(token("helios", RHONE, "dpo"))
                        .queryParam("controller", RHONE)
                        .queryParam("subject", "0123456789abcdef0123456789abcdef")
                        .get("/v1/consents/" + UUID.randomUUID() + "/proof"),
                503,
                "service-unavailable");
    }

    @Test
    void noReceiptIsCopiedWithoutItsAnswer() {
        assertProblem(
                as(token("helios", RHONE, "dpo"))
                        .queryParam("controller", RHONE)
                        .queryParam("subject", "0123456789abcdef0123456789abcdef")
                        .get("/v1/consents/" + UUID.randomUUID() + "/receipt"),
                503,
                "service-unavailable");
    }

    @Test
    void nobodyIsLookedUpByNumberWithoutItsAnswer() {
        assertProblem(
                as(token("helios", RHONE, "dpo"))
                        .contentType("application/json")
                        .body("{\"number\": \"01 99 00 12 34\"}")
                        .post("/v1/consents/search"),
                503,
                "service-unavailable");
    }

    @Test
    void consentsAreListedAllTheSame() {
        assertThat(as(token("helios", RHONE, "dpo")).get("/v1/consents").statusCode())
                .isEqualTo(200);
    }
}
