// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.temoin.chassis.testing.Response;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Requests to erase a person. */
public final class Erasures {

    private static final String NOBODY = "00000000000000000000000000000000";

    private Erasures() {}

    /** A request to erase somebody of whom the trail does not tell. */
    static Map<String, Object> body() {
        return body(NOBODY);
    }

    /** Has a person erased from the trail of a space, by its DPO. */
    public static Response erase(Space space, String subject, String key) {
        return space.as("dpo")
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body(subject))
                .post("/v1/subject-erasures");
    }

    /** The same, whatever other services still hold. */
    public static Response eraseAllTheSame(Space space, String subject) {
        return space.as("dpo")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(
                        Map.of(
                                "subject",
                                subject,
                                "reason",
                                Map.of("code", "NO_LONGER_NECESSARY", "reference", "DSR-2026-118"),
                                "override",
                                Map.of("code", "LEGAL_CLAIM", "reference", "CASE-2026-7")))
                .post("/v1/subject-erasures");
    }

    /** Returns when so many erasures of a space are in its signed log. */
    public static void awaitRecorded(Space space, int erasures) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> recorded(space) >= erasures);
    }

    private static int recorded(Space space) {
        return space.texts(
                        """
                        select event_id from audit_entry join log_leaf l using (tenant, event_id)
                        join log_head h on h.shard = l.shard and l.index < h.checkpoint_size
                        where action = 'SUBJECT_ERASED'""")
                .size();
    }

    private static Map<String, Object> body(String subject) {
        return Map.of(
                "subject",
                subject,
                "reason",
                Map.of("code", "NO_LONGER_NECESSARY", "reference", "DSR-2026-118"));
    }
}
