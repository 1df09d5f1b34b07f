// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An export that somebody of a space asked for, through the API. */
public record RequestedExport(Space space, String id) {

    /** The reason all of them have. */
    static final Map<String, String> REASON =
            Map.of("code", "INCIDENT", "reference", "INC-2026-0042");

    /** Asks for one; the service takes it. */
    public static RequestedExport of(
            Space space, String role, String format, Map<String, String> filters) {
        Response answer = ask(space.as(role), UUID.randomUUID().toString(), format, filters);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        return new RequestedExport(space, answer.path("id"));
    }

    static Response ask(
            RequestSpecification request, String key, String format, Map<String, ?> filters) {
        return request.contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(Map.of("format", format, "filters", filters, "reason", REASON))
                .post("/v1/exports");
    }

    /** Waits until its file is there. */
    public RequestedExport awaitCompleted() {
        awaitState("COMPLETED");
        return this;
    }

    Response awaitState(String state) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(this::get, answer -> state.equals(answer.path("state")));
    }

    /** How it stands. */
    public Response get() {
        return space.as("dpo").get("/v1/exports/" + id);
    }

    /** What is on record of it: the events, each with the role of who did it. */
    List<String> recorded() throws SQLException {
        List<String> events = new ArrayList<>();
        try (var connection = Database.as("feed");
                var query =
                        connection.prepareStatement(
                                "select type || ' ' || (metadata->'actor'->>'role')"
                                        + " from event where tenant = ? and stream = ?"
                                        + " order by version")) {
            query.setString(1, space.tenant());
            query.setString(2, "export-" + id);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(rows.getString(1));
                }
            }
        }
        return events;
    }

    /** Asks that it be taken away. */
    Response delete(RequestSpecification request) {
        return request.delete("/v1/exports/" + id);
    }

    public Response download(String role) {
        return download(space.as(role));
    }

    Response download(RequestSpecification request) {
        return request.get("/v1/exports/" + id + "/content");
    }
}
