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
import io.quarkus.test.junit.TestProfile;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.agreement.AgreedParties;
import io.temoin.consent.limits.ConnectionLimitTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * No copy of a proof leaves, and nobody is looked up, before the identity provider has said that
 * the session goes on; no controller gets another law before somebody has signed in anew.
 */
@QuarkusTest
@TestProfile(ConnectionLimitTest.FewConnections.class)
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class EndedSessionTest {

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
    void noControllerIsMovedWithoutAFreshSignIn() {
        String party = "q-" + UUID.randomUUID();
        Map<String, Object> profile = AgreedParties.profile("CONTROLLER");
        AgreedParties.enterController("helios", party, profile).then().statusCode(201);
        profile.put("country", "US");
        String somebody = "0f0e0d0c-0000-4000-8000-000000000005";
        String password = TestTokens.tenantWide("helios", "helios", somebody, "dpo");

        assertProblem(amend(password, party, profile), 401, "insufficient-user-authentication");

        profile.put("country", "FR");
        profile.put("legalName", "Another SA");
        // Only the country needs it, of which the tenant's own people alone speak.
        assertProblem(amend(password, party, profile), 403, "not-the-controller");
    }

    /** As a processor it may have said of its country what it liked. */
    @Test
    void noProcessorIsMadeAControllerWithoutAFreshSignIn() {
        String party = "q-" + UUID.randomUUID();
        AgreedParties.enterController("helios", party, AgreedParties.profile("PROCESSOR"))
                .then()
                .statusCode(201);
        String somebody = "0f0e0d0c-0000-4000-8000-000000000005";
        String password = TestTokens.tenantWide("helios", "helios", somebody, "dpo");

        assertProblem(
                amend(password, party, AgreedParties.profile("CONTROLLER")),
                401,
                "insufficient-user-authentication");
    }

    private static Response amend(String token, String party, Map<String, Object> profile) {
        return AgreedParties.as(token, "amend-" + UUID.randomUUID())
                .body(profile)
                .post("/v1/parties/" + party + "/amendments");
    }

    @Test
    void consentsAreListedAllTheSame() {
        assertThat(as(token("helios", RHONE, "dpo")).get("/v1/consents").statusCode())
                .isEqualTo(200);
    }
}
