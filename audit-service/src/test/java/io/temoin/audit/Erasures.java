// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/** Requests to erase a person. */
public final class Erasures {

    private static final String NOBODY = "00000000000000000000000000000000";

    private Erasures() {}

    /** A request to erase somebody of whom the trail does not tell. */
    static RequestSpecification asked(RequestSpecification request) {
        return asked(request, NOBODY, UUID.randomUUID().toString());
    }

    /** The id of one that was done. */
    static String done(Space space) {
        return asked(space.as("dpo")).post("/v1/subject-erasures").path("id");
    }

    /** Has a person erased from the trail of a space, by its DPO. */
    public static Response erase(Space space, String subject, String key) {
        return asked(space.as("dpo"), subject, key).post("/v1/subject-erasures");
    }

    private static RequestSpecification asked(
            RequestSpecification request, String subject, String key) {
        return request.header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(
                        Map.of(
                                "subject",
                                subject,
                                "reason",
                                Map.of(
                                        "code",
                                        "NO_LONGER_NECESSARY",
                                        "reference",
                                        "DSR-2026-118")));
    }
}
