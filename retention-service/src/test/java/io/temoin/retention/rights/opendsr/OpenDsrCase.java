// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import static io.temoin.retention.rights.DeskCase.RHONE;
import static io.temoin.retention.rights.DeskCase.VOIX;
import static java.util.Objects.requireNonNull;

import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.phonenumbers.CanonicalNumbers;
import io.temoin.phonenumbers.PhonePseudonyms;
import io.temoin.platform.TestTokens;
import io.temoin.retention.rights.DeskCase;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** A controller whose system sends requests by OpenDSR, and the desk where they arrive. */
final class OpenDsrCase implements AutoCloseable {

    static final String NUMBER = "+33 1 99 00 12 34";
    static final String SYSTEM = "00000000-0000-4000-8000-0000000000b1";

    private static final byte[] KEY =
            HexFormat.of()
                    .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    final DeskCase desk = new DeskCase(OpenDsrComponents.nextTenant());

    @Override
    public void close() {
        desk.close();
    }

    /** The system of an organisation. */
    RequestSpecification system(String organisation) {
        return Http.given()
                .auth()
                .oauth2(
                        TestTokens.token(
                                desk.tenant,
                                organisation,
                                List.of(organisation.equals(VOIX) ? RHONE : organisation),
                                SYSTEM,
                                "business-system"))
                .contentType("application/json");
    }

    /** A request of the person for something, with these callback addresses. */
    static String body(UUID id, String type, String... urls) {
        return """
        {"regulation": "gdpr", "subject_request_id": "%s", "subject_request_type": "%s",
         "submitted_time": "2026-11-23T09:00:00Z", "api_version": "2.0",
         "subject_identities": [{"identity_type": "phone_number", "identity_value": "%s",
           "identity_format": "raw"}],
         "status_callback_urls": [%s]}"""
                .formatted(
                        id,
                        type,
                        NUMBER,
                        List.of(urls).stream()
                                .map(url -> "\"" + url + "\"")
                                .collect(Collectors.joining(", ")));
    }

    /** The same, of a processor on behalf of a controller. */
    static String onBehalfOf(String controller, String body) {
        return body.substring(0, body.length() - 1)
                + ", \"extensions\": {\"%s\": {\"controller\": \"%s\"}}}"
                        .formatted(OpenDsrComponents.DOMAIN, controller);
    }

    static Response send(RequestSpecification system, String body) {
        return system.body(body).post("/v1/opendsr/requests");
    }

    static Response cancel(RequestSpecification system, UUID id) {
        return system.delete("/v1/opendsr/requests/{id}", id);
    }

    static Response status(RequestSpecification system, UUID id) {
        return system.get("/v1/opendsr/requests/{id}", id);
    }

    /** The controller's system sends it; its id at the desk. */
    UUID sent(UUID id, String type, String... urls) {
        send(system(RHONE), body(id, type, urls)).then().statusCode(201);
        return request(id);
    }

    /** The processor's system sends it on behalf of the controller; its id at the desk. */
    UUID passedOn(UUID id, String type, String... urls) {
        send(system(VOIX), onBehalfOf(RHONE, body(id, type, urls))).then().statusCode(201);
        return request(VOIX, id);
    }

    /** The request at the desk. */
    UUID request(UUID id) {
        return request(RHONE, id);
    }

    private UUID request(String sender, UUID id) {
        return UUID.fromString(
                status(system(sender), id)
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("extensions.'" + OpenDsrComponents.DOMAIN + "'.request"));
    }

    /** The pseudonym of the person. */
    String subject() {
        return new PhonePseudonyms(new Fingerprints(KEY))
                .of(new TenantId(desk.tenant), requireNonNull(new CanonicalNumbers().read(NUMBER)))
                .value();
    }
}
