// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.temoin.recording.Callers;
import java.util.Map;
import java.util.UUID;

/** Listenings as people ask for them. */
public final class Listenings {

    /** Where the people of the tests sit. */
    public static final String WORKSTATION = "POSTE-12";

    private Listenings() {}

    public static Map<String, Object> body(String purpose) {
        return Map.of(
                "purpose",
                purpose,
                "reason",
                Map.of("code", "COMPLAINT", "reference", "TCK-2026-1187"));
    }

    public static Response ask(RequestSpecification caller, UUID recording, String purpose) {
        return ask(caller, recording, purpose, UUID.randomUUID().toString());
    }

    public static Response ask(
            RequestSpecification caller, UUID recording, String purpose, String key) {
        return caller.header("Idempotency-Key", key)
                .header("X-Workstation", WORKSTATION)
                .contentType("application/json")
                .body(body(purpose))
                .post("/v1/recordings/" + recording + "/listenings");
    }

    /** The token of a granted listening. */
    public static String token(Callers caller, UUID recording) {
        return ask(caller.asks(), recording, "QUALITY")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    /** A request for the audio. */
    public static RequestSpecification audio(Callers caller, String token) {
        return caller.asks().header("Listening-Token", token).header("X-Workstation", WORKSTATION);
    }
}
