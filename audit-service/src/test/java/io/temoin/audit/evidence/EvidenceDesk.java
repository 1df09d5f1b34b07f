// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.temoin.audit.Database;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.log.LogReader;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Where the people of a test's own tenant ask for evidence, and what happens to its trail. */
final class EvidenceDesk {

    /** The recording of the contracts' examples. */
    static final String RECORDING = "01990000-0000-7000-8000-000000000001";

    static final Map<String, String> REASON =
            Map.of("code", "AUTHORITY_REQUEST", "reference", "CNIL-2026-0412");

    private final Space space;

    EvidenceDesk(Space space) {
        this.space = space;
    }

    /** Publishes events; returns once they are under a signed checkpoint. */
    void record(List<Published> events) {
        Space.publish(events);
        new LogReader(space).awaitSize(events.size());
    }

    /** An example of a contract in this tenant. */
    Published example(String type) {
        return space.here(Published.example(EventContract.of(type)));
    }

    Response ask(Map<String, Object> question) {
        return ask(space.as("dpo"), UUID.randomUUID().toString(), question);
    }

    /** Asks with a reason, unless the question has one. */
    Response ask(RequestSpecification caller, String key, Map<String, Object> question) {
        Map<String, Object> body = new HashMap<>(question);
        body.putIfAbsent("reason", REASON);
        return caller.contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/evidence-bundles");
    }

    /** A bundle, once all that it rests on is under a signed checkpoint. */
    byte[] bundle(Map<String, Object> question) {
        Response answer =
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> ask(question), asked -> asked.statusCode() != 409);
        assertThat(answer.statusCode()).as(answer.contentType()).isEqualTo(200);
        return answer.asByteArray();
    }

    /** Such a bundle, given to a stranger who unpacks it in a folder. */
    Stranger stranger(Path folder, Map<String, Object> question) {
        return new Stranger(folder, bundle(question));
    }

    /** Changes the row of an entry as the database's owner could. */
    static void entries(String set, String event) throws SQLException {
        asOwner(
                "audit_entry",
                "update audit_entry set %s where event_id = '%s'".formatted(set, event));
    }

    /** Changes the salts of an entry as the database's owner could. */
    static void salts(String set, String event) throws SQLException {
        asOwner(
                "entry_salt",
                "update entry_salt set %s where event_id = '%s'".formatted(set, event));
    }

    /** Changes a table as who runs the database can: past the rights of the service. */
    static void asOwner(String table, String statement) throws SQLException {
        Database.run(
                "owner",
                "alter table " + table + " no force row level security",
                statement,
                "alter table " + table + " force row level security");
    }
}
