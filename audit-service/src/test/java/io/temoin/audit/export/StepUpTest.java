// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.TestTokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Nobody takes entries away on a password alone, with the setting of production (RFC 9470). */
@QuarkusTest
@TestProfile(StepUpTest.AsInProduction.class)
class StepUpTest {

    /** The setting's own default, and limits that a test reaches within seconds. */
    public static class AsInProduction implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>();
            settings.put("temoin.step-up.acr", "mfa");
            for (String kind :
                    List.of("searches", "exports", "export-downloads", "evidence-bundles")) {
                settings.put("temoin.limits.costly." + kind + ".requests", "5");
                settings.put("temoin.limits.costly." + kind + ".period", "1h");
            }
            return settings;
        }
    }

    private final Space space = new Space();

    @Test
    void exportsAreAskedForAndTakenAwayWithASecondFactor() {
        // Given
        Map<String, String> filters = Map.of("service", "recording");
        refused(RequestedExport.ask(as("pwd"), key(), "JSON_LINES", filters));
        Response asked = RequestedExport.ask(as("mfa"), key(), "JSON_LINES", filters);
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(202);
        RequestedExport export = new RequestedExport(space, asked.path("id"));
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> as("pwd").get("/v1/exports/" + export.id()).path("state"),
                        "COMPLETED"::equals);

        // When
        Response weak = export.download(as("pwd"));
        Response strong = export.download(as("mfa"));

        // Then
        refused(weak);
        assertThat(strong.statusCode()).as(strong.asString()).isEqualTo(200);
    }

    @Test
    void evidenceIsHandedOutWithASecondFactor() {
        refused(
                as("pwd")
                        .contentType(ContentType.JSON)
                        .header("Idempotency-Key", key())
                        .body(
                                Map.of(
                                        "recording",
                                        UUID.randomUUID().toString(),
                                        "reason",
                                        RequestedExport.REASON))
                        .post("/v1/evidence-bundles"));
    }

    @Test
    void peopleAreErasedWithASecondFactor() {
        refused(
                Http.given()
                        .auth()
                        .oauth2(TestTokens.tenantWide(space.tenant(), "helios", "delphine", "dpo"))
                        .contentType(ContentType.JSON)
                        .header("Idempotency-Key", key())
                        .body(
                                Map.of(
                                        "subject",
                                        "9f2b6c1d3e4f5a60718293a4b5c6d7e8",
                                        "reason",
                                        RequestedExport.REASON))
                        .post("/v1/subject-erasures"));
    }

    private static void refused(Response answer) {
        assertProblem(answer, 401, "insufficient-user-authentication");
        assertThat(answer.header("WWW-Authenticate"))
                .startsWith("Bearer error=\"insufficient_user_authentication\"")
                .contains("acr_values=\"mfa\"");
    }

    private RequestSpecification as(String acr) {
        return Http.given()
                .auth()
                .oauth2(TestTokens.signedIn(acr, space.tenant(), "rhone-telecom", "diane", "dpo"));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
