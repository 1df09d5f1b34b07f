// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static org.hamcrest.Matchers.equalTo;

import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.TestTokens;
import java.util.List;
import java.util.UUID;

/** What people ask of the holds on one recording, as the tests of holds send it. */
abstract class HoldRequester {

    static final String RHONE = "rhone-telecom";

    final RecordingCase its = new RecordingCase();

    static String body(String criteria) {
        return """
                {"controller": "rhone-telecom", "criteria": {%s}, "ground": "LITIGATION",
                 "authority": "Tribunal judiciaire de Lyon", "reference": "RG-27/04211"}"""
                .formatted(criteria);
    }

    RequestSpecification as(String actor, String organisation) {
        return as(actor, organisation, "dpo");
    }

    RequestSpecification as(String actor, String organisation, String role) {
        return Http.given()
                .auth()
                .oauth2(TestTokens.token(its.tenant, organisation, List.of(RHONE), actor, role))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json");
    }

    RequestSpecification counsel(String actor) {
        return as(actor, RHONE, "legal");
    }

    Response post(String actor, String path, String body) {
        return as(actor, RHONE).body(body).post("/v1/holds" + path);
    }

    String placed(String criteria) {
        return post("anne", "", body(criteria)).then().statusCode(201).extract().path("id");
    }

    String preview(String hold) {
        return as("anne", RHONE)
                .get("/v1/holds/{id}/release-preview", hold)
                .then()
                .statusCode(200)
                .extract()
                .path("digest");
    }

    /** How much of what the hold covers would go the night it is released. */
    void assertDueAtRelease(String hold, int due) {
        as("anne", RHONE)
                .get("/v1/holds/{id}/release-preview", hold)
                .then()
                .statusCode(200)
                .body("due", equalTo(due));
    }

    static String releasing(String digest) {
        return "{\"preview\": \"%s\"}".formatted(digest);
    }

    static String proposing(String digest) {
        return "{\"preview\": \"%s\", \"ground\": \"CASE_CLOSED\", \"reference\": \"RG-27/04211\"}"
                .formatted(digest);
    }

    void release(String hold) {
        post("anne", "/" + hold + "/release-proposals", proposing(preview(hold)))
                .then()
                .statusCode(201)
                .body("state", equalTo("RELEASE_PROPOSED"));
        post("bruno", "/" + hold + "/releases", releasing(preview(hold)))
                .then()
                .statusCode(201)
                .body("state", equalTo("RELEASED"));
    }

    String item() {
        return "\"items\": [\"%s\"]".formatted(its.recording);
    }
}
