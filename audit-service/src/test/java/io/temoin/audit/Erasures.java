// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/** Requests to erase a person of whom the trail does not tell. */
final class Erasures {

    private Erasures() {}

    static RequestSpecification asked(RequestSpecification request) {
        return request.header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(
                        Map.of(
                                "subject",
                                "00000000000000000000000000000000",
                                "reason",
                                Map.of("code", "OBJECTION_UPHELD", "reference", "DSR-1")));
    }

    /** The id of one that was done. */
    static String done(Space space) {
        return asked(space.as("dpo")).post("/v1/subject-erasures").path("id");
    }
}
