// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.restassured.http.ContentType;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A business system that submits audit entries about itself; it works for rhone-telecom. */
record Sending(Space space) {

    static final String SOURCE = "crm";

    /** An entry of a minute ago that says what every entry must. */
    static Map<String, Object> entry(String id) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", id);
        entry.put("at", aMinuteAgo().toString());
        entry.put("source", SOURCE);
        entry.put("action", "CUSTOMER_LIST_EXPORTED");
        entry.put("outcome", "DONE");
        entry.put("actor", "claire-sub");
        entry.put("organisation", "rhone-telecom");
        entry.put("role", "campaign-manager");
        entry.put("how", Map.of("operation", "Export"));
        return entry;
    }

    /** The same with another field. */
    static Map<String, Object> with(Map<String, Object> entry, String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(entry);
        changed.put(field, value);
        return changed;
    }

    static Instant aMinuteAgo() {
        return Instant.now().minus(1, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MILLIS);
    }

    /** The id in the trail of what rhone-telecom hands in. */
    static String inTrail(String id) {
        return "x-rhone-telecom:" + SOURCE + ":" + id;
    }

    @SafeVarargs
    final Response entries(Map<String, Object>... entries) {
        return entries(Arrays.asList(entries));
    }

    Response entries(List<Map<String, Object>> entries) {
        return json(Map.of("entries", entries));
    }

    Response json(Object body) {
        return space.as("business-system")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/entries");
    }

    Response events(String form, String contentType, String body) {
        return space.as("business-system")
                .contentType(contentType)
                .body(body)
                .queryParam("source", SOURCE)
                .post("/v1/entries/" + form);
    }

    /** A request with JSON Lines. */
    RequestSpecification lines() {
        return space.as("business-system").contentType("application/x-ndjson");
    }

    Map<String, Object> read(String id) {
        return space.as("dpo").get("/v1/entries/" + inTrail(id)).path("");
    }
}
