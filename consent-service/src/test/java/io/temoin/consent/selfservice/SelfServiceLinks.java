// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.token;

import io.restassured.http.ContentType;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.TestTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Links as an agent makes them, the consents they show, and requests that follow them. */
final class SelfServiceLinks {

    static final String HEADER = "Self-Service-Token";

    private SelfServiceLinks() {}

    /** Something to be seen of a person. */
    static Response given(String number) {
        return as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents");
    }

    /** An agent of the controller has a link made. */
    static Response link(String number, String... scopes) {
        return as(token("helios", RHONE, "agent"))
                .body(wanted(number, scopes))
                .post("/v1/self-service-links");
    }

    static String tokenFor(String number, String... scopes) {
        return link(number, scopes).path("token");
    }

    static Map<String, Object> wanted(String number, String... scopes) {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("controller", RHONE);
        wanted.put("number", number);
        wanted.put("scopes", List.of(scopes));
        return wanted;
    }

    /** A request by the person themselves, signed in. */
    static RequestSpecification signedIn(String number) {
        return as(TestTokens.person(
                        "helios",
                        "0f0e0d0c-0000-4000-8000-000000000006",
                        Map.of("phone_number", number, "phone_number_verified", true),
                        SignedInPerson.ROLE))
                .queryParam("controller", RHONE);
    }

    /** A request by somebody who followed a link. */
    static RequestSpecification with(String token) {
        return with(token, UUID.randomUUID().toString());
    }

    static RequestSpecification with(String token, String key) {
        return Http.given()
                .contentType(ContentType.JSON)
                .header(HEADER, token)
                .header("Idempotency-Key", key);
    }
}
