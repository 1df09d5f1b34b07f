// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.temoin.chassis.testing.ApiRequest;
import io.temoin.chassis.testing.CostlyContract;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.retention.Tokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing is destroyed, and nobody is looked up, before the identity provider has said that the
 * session goes on.
 */
@QuarkusTest
@TestProfile(EndedSessionTest.AsInProduction.class)
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class EndedSessionTest {

    /** The setting's own default in production, and a limit that a test reaches. */
    public static final class AsInProduction implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "temoin.identity.introspect", "true",
                    "temoin.limits.costly.searches.requests", "5",
                    "temoin.limits.costly.searches.period", "1h");
        }
    }

    private final String tenant = "t-" + UUID.randomUUID();

    @Test
    void noRunIsMadeWithoutItsAnswer() {
        assertProblem(
                Tokens.dpo(tenant)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .post("/v1/disposition-runs"),
                503,
                "service-unavailable");
    }

    /** What is held about a person is not shown to whoever has left since. */
    @Test
    void noPersonIsLookedUpWithoutItsAnswer() {
        assertProblem(
                Tokens.dpo(tenant)
                        .contentType("application/json")
                        .body("{\"subject\": \"0123456789abcdef0123456789abcdef\"}")
                        .post("/v1/persons/search"),
                503,
                "service-unavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/erasure", "/restricted-items"})
    void nothingOfARequestIsShownWithoutItsAnswer(String part) {
        assertProblem(
                Tokens.dpo(tenant).get("/v1/requests/" + UUID.randomUUID() + part),
                503,
                "service-unavailable");
    }

    @Test
    void itemsAreListedSoOftenByOneCaller() {
        CostlyContract.isLimited(
                "searches",
                token -> ApiRequest.as(token).get("/v1/items"),
                token(tenant, "diane"),
                token(tenant, "delphine"),
                token("t-" + UUID.randomUUID(), "diane"));
    }

    private static String token(String tenant, String user) {
        return TestTokens.token(tenant, "rhone-telecom", List.of(), user, "dpo");
    }

    @Test
    void itemsAreListedAllTheSame() {
        Tokens.dpo(tenant).get("/v1/items").then().statusCode(200);
    }
}
