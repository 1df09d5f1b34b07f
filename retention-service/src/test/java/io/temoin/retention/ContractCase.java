// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention;

import io.temoin.chassis.testing.AccessMatrix.Side;
import io.temoin.chassis.testing.Http;
import io.temoin.platform.TestTokens;
import io.temoin.retention.rights.opendsr.OpenDsrComponents;
import java.util.List;
import java.util.UUID;

/** Whom the access table is played as, and what they find. */
final class ContractCase {

    static final String RHONE = "rhone-telecom";
    static final String VOIX = "voix-du-rhone";
    static final String ATLAS = "atlas-contact";
    static final String POLICY =
            """
            {"controller": "rhone-telecom", "purpose": "QUALITY", "from": "RECORDING_ENDED",
             "atMost": "P3M", "reference": "our decision", "validFrom": "2026-12-01"}""";

    static final String HOLD =
            """
            {"controller": "rhone-telecom", "criteria": {"purposes": ["INSURANCE_NO_SALE"]},
             "ground": "LITIGATION", "authority": "Legal department", "reference": "RG-1"}""";

    private ContractCase() {}

    /** A policy of the controller that is proposed. */
    static String proposed(String owner) {
        return Tokens.dpo(owner)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(POLICY)
                .post("/v1/policies")
                .then()
                .statusCode(201)
                .extract()
                .path("id")
                .toString();
    }

    static String opening(String type, UUID recording) {
        return "{\"type\": \"%s\", \"way\": \"ORAL\", \"about\": {\"recording\": \"%s\"}}"
                .formatted(type, recording);
    }

    /** By the agent whom the table is played as. */
    static String takenIn(String owner, UUID recording, String type) {
        return Http.given()
                .auth()
                .oauth2(token(owner, "agent"))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(opening(type, recording))
                .post("/v1/requests")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** By the system of the processor as which the table is played. */
    static void passOn(String owner, UUID id) {
        Http.given()
                .auth()
                .oauth2(token(owner, "business-system"))
                .contentType("application/json")
                .body(openDsr(id))
                .post("/v1/opendsr/requests")
                .then()
                .statusCode(201);
    }

    static String openDsr(UUID id) {
        return """
        {"regulation": "gdpr", "subject_request_id": "%s", "subject_request_type": "erasure",
         "submitted_time": "2026-11-23T09:00:00Z",
         "subject_identities": [{"identity_type": "phone_number", "identity_value": "+33199001234",
           "identity_format": "raw"}],
         "extensions": {"%s": {"controller": "%s"}}}"""
                .formatted(id, OpenDsrComponents.DOMAIN, RHONE);
    }

    /** A hold of the controller; no processor of it learns of it. */
    static String hold(String owner) {
        return Tokens.dpo(owner)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(HOLD)
                .post("/v1/holds")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    static String token(String owner, Side side, String role) {
        return switch (side) {
            case OWN -> token(owner, role);
            case OTHER_PROCESSOR -> token(owner, ATLAS, role);
            case OTHER_CONTROLLER -> token(owner, "loire-assurance", role);
            case FOREIGN -> token("t" + UUID.randomUUID(), role);
        };
    }

    static String token(String tenant, String role) {
        return token(tenant, VOIX, role);
    }

    static String token(String tenant, String organisation, String role) {
        return TestTokens.token(
                tenant, organisation, List.of(RHONE), "00000000-0000-4000-8000-00000000000b", role);
    }
}
