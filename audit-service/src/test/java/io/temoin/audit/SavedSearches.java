// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import io.restassured.http.ContentType;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Asks for saved searches. */
public final class SavedSearches {

    public static final String PATH = "/v1/saved-searches";

    private SavedSearches() {}

    /** What can be asked for, to be changed by the test. */
    public static Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "Refused listening requests of the week");
        body.put("filters", Map.of("service", "recording"));
        return body;
    }

    /** A request with a key and a body. */
    public static RequestSpecification asked(
            RequestSpecification request, String key, Map<String, ?> body) {
        return request.contentType(ContentType.JSON).header("Idempotency-Key", key).body(body);
    }

    /** The answer to somebody who saves something. */
    public static Response create(RequestSpecification request, Map<String, ?> body) {
        return asked(request, UUID.randomUUID().toString(), body).post(PATH);
    }

    /** The answer to somebody who changes a search. */
    public static Response change(
            RequestSpecification request, String id, String ifMatch, Map<String, ?> body) {
        return asked(request, UUID.randomUUID().toString(), body)
                .header("If-Match", ifMatch)
                .put(PATH + "/" + id);
    }

    /** The answer to somebody who deletes a search, whatever became of it. */
    public static Response delete(RequestSpecification request, String id) {
        return delete(request, id, "*");
    }

    /** The answer to somebody who deletes a search in one version. */
    public static Response delete(RequestSpecification request, String id, String ifMatch) {
        return request.header("Idempotency-Key", UUID.randomUUID())
                .header("If-Match", ifMatch)
                .delete(PATH + "/" + id);
    }

    /** The id of a search that somebody has saved. */
    public static String created(RequestSpecification request, Map<String, ?> body) {
        return create(request, body).then().statusCode(201).extract().path("id");
    }
}
