// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.AsInProduction;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.platform.TestTokens;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nothing is taken out of the trail before the identity provider has said that the session goes on.
 * Here nobody answers; with Keycloak, it is asked in the story.
 */
@QuarkusTest
@TestProfile(AsInProduction.class)
class EndedSessionTest {

    private final Space space = new Space();

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/exports",
        "GET, /v1/exports/{id}/content",
        "POST, /v1/exports/{id}/delivery",
        "POST, /v1/evidence-bundles",
        "POST, /v1/subject-erasures"
    })
    void nothingIsTakenOutWithoutItsAnswer(String method, String address) {
        assertProblem(
                asked().contentType(ContentType.JSON)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .body(method.equals("GET") ? "" : "{}")
                        .request(method, address.replace("{id}", UUID.randomUUID().toString())),
                503,
                "service-unavailable");
    }

    @Test
    void theTrailIsReadAllTheSame() {
        assertThat(asked().get("/v1/entries").statusCode()).isEqualTo(200);
    }

    private RequestSpecification asked() {
        return Http.given()
                .auth()
                .oauth2(TestTokens.tenantWide(space.tenant(), "helios", "delphine", "dpo"));
    }
}
