// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;

/** Which language a caller is told in what is wrong with the request at hand. */
final class LanguageContract {

    private static final String API = "/v1/parked-messages";

    private LanguageContract() {}

    /**
     * Asserts that violations are in the reader's language. Bean Validation would choose one by
     * rules of its own, or that of the machine that built the service.
     *
     * @param administrator an access token of somebody with the role {@code admin}
     */
    static void explainsViolations(String administrator) {
        Map.of(
                        "fr", "ne doit pas être vide",
                        "fr-CA, en;q=0.4", "ne doit pas être vide",
                        "en, fr;q=0.9", "must not be blank",
                        "de", "must not be blank")
                .forEach(
                        (accepted, message) -> {
                            Response blank =
                                    Http.given()
                                            .auth()
                                            .oauth2(administrator)
                                            .header("Accept-Language", accepted)
                                            .contentType(ContentType.JSON)
                                            .body(Map.of("consumer", "", "key", "x"))
                                            .post(API + "/replays");
                            assertProblem(blank, 400, "request-invalid");
                            assertThat(blank.<List<String>>path("violations.message"))
                                    .as(accepted)
                                    .containsExactly(message);
                        });
    }

    /** Asserts the same of a request for which no violation is named. */
    static void explainsWhatHasNoViolations() {
        Response answer =
                Http.given()
                        .urlEncodingEnabled(false)
                        .header("Accept-Language", "fr")
                        .get(API + ";a=b");
        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<List<?>>path("violations")).isNull();
        assertThat(answer.<String>path("detail"))
                .isEqualTo(
                        "Les paramètres de chemin ne sont pas pris en charge ; envoyez l'adresse"
                                + " sans le point-virgule.");
    }
}
