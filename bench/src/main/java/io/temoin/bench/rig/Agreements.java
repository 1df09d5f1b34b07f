// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.bench.load.HttpConnection;
import io.temoin.bench.load.RequestTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/**
 * What a call needs before it: the controller's agreement with the centre that calls for it. Every
 * request has a key of its own, the same at each start on the same database.
 */
final class Agreements {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Far from those of the loads, which count up from 0. */
    private static final long FIRST_KEY = 900_000_000_000L;

    private final URI service;
    private final String token;
    private long key = FIRST_KEY;

    private Agreements(URI service, String token) {
        this.service = service;
        this.token = token;
    }

    /**
     * Enters {@code rhone-telecom}, {@code voix-du-rhone}, and that the one instructs the other.
     *
     * @param token of the controller's data protection officer, who works for the tenant as well
     */
    static void enter(URI service, String token) {
        try {
            new Agreements(service, token).enter();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void enter() throws IOException {
        post("/v1/parties", party("rhone-telecom", "CONTROLLER"));
        post("/v1/parties", party("voix-du-rhone", "PROCESSOR"));
        JsonNode agreement =
                post(
                        "/v1/processing-agreements",
                        """
                        {"controller":"rhone-telecom","processor":"voix-du-rhone",\
                        "subjectMatter":"Calls","nature":"Calling and recording",\
                        "dataTypes":["PHONE_NUMBER"],"subjectCategories":["PROSPECTS"],\
                        "instructions":{"purposes":["PROSPECTING_CALL","QUALITY"],\
                        "allCampaigns":true,"countries":["FR"]},\
                        "validFrom":"2026-01-01T00:00:00Z","securityReference":"PSSI",\
                        "atEnd":"DELETE"}""");
        post(
                "/v1/processing-agreements/"
                        + agreement.required("id").textValue()
                        + "/activations?controller=rhone-telecom&processor=voix-du-rhone",
                """
                {"document":{"reference":"DPA","sha256":"%s"}}"""
                        .formatted("9f".repeat(32)));
    }

    private static String party(String id, String role) {
        return """
               {"id":"%s","profile":{"legalName":"%s","roles":["%s"],"country":"FR",\
               "contact":{"email":"contact@%s.example"}}}"""
                .formatted(id, id, role, id);
    }

    private JsonNode post(String path, String body) throws IOException {
        byte[] request = RequestTemplate.post(service.resolve(path), token, body).fill(key++, 0);
        try (HttpConnection connection = new HttpConnection(service)) {
            return JSON.readTree(connection.exchange(request).expectSuccess().body());
        }
    }
}
