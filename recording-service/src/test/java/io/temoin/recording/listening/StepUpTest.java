// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.TestTokens;
import io.temoin.recording.Callers;
import io.temoin.recording.RequestAtDesk;
import io.temoin.recording.Uploads;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Nobody listens on a password alone, with the setting that is on in production (RFC 9470). */
@QuarkusTest
@TestProfile(StepUpTest.AsInProduction.class)
class StepUpTest {

    /** The setting's own default, and limits that a test reaches within seconds. */
    public static class AsInProduction implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>();
            settings.put("temoin.step-up.acr", "mfa");
            for (String kind : List.of("searches", "uploads", "listenings", "playbacks")) {
                settings.put("temoin.limits.costly." + kind + ".requests", "5");
                settings.put("temoin.limits.costly." + kind + ".period", "1h");
            }
            return settings;
        }
    }

    @Test
    void listeningNeedsASecondFactor() {
        UUID recording = Uploads.stored(Uploads.wave(2_000, 77));

        Response weak = Listenings.ask(Callers.DIANE.asks(), recording, "QUALITY");
        Response password = ask("pwd", recording);
        Response refreshed = ask("mfa", Duration.ofMinutes(16), recording);
        Response strong = ask("mfa", recording);

        assertProblem(weak, 401, "insufficient-user-authentication");
        assertProblem(password, 401, "insufficient-user-authentication");
        assertThat(password.header("WWW-Authenticate"))
                .startsWith("Bearer error=\"insufficient_user_authentication\"")
                .contains("acr_values=\"mfa\"")
                .contains("max_age=\"900\"");
        assertProblem(refreshed, 401, "insufficient-user-authentication");
        assertThat(strong.statusCode()).as(strong.asString()).isEqualTo(201);
    }

    /** What is said of a person is not changed by whoever found a session. */
    @Test
    void rectifyingADocumentNeedsASecondFactor() {
        assertProblem(rectify("pwd"), 401, "insufficient-user-authentication");
        assertProblem(rectify("mfa"), 404, "document-unknown");
    }

    private static Response rectify(String acr) {
        return Http.given()
                .auth()
                .oauth2(
                        TestTokens.signedIn(
                                acr, Duration.ZERO, "helios", "rhone-telecom", "diane-2", "dpo"))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(RequestAtDesk.of("0".repeat(32)).body("/summary", "Accueil correct."))
                .post("/v1/documents/" + UUID.randomUUID() + "/rectifications");
    }

    @Test
    void readingWhatIsKnownOfItDoesNot() {
        UUID recording = Uploads.stored(Uploads.wave(2_000, 78));

        assertThat(Callers.DIANE.asks().get("/v1/recordings/" + recording).statusCode())
                .isEqualTo(200);
    }

    private static Response ask(String acr, UUID recording) {
        return ask(acr, Duration.ZERO, recording);
    }

    private static Response ask(String acr, Duration ago, UUID recording) {
        return Listenings.ask(
                Http.given()
                        .auth()
                        .oauth2(
                                TestTokens.signedIn(
                                        acr, ago, "helios", "rhone-telecom", "diane-2", "dpo")),
                recording,
                "QUALITY");
    }
}
