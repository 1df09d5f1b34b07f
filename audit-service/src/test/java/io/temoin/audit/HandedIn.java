// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.temoin.chassis.testing.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** What a system of rhone-telecom hands in, each time another entry, of a minute ago. */
public final class HandedIn {

    private HandedIn() {}

    static String entries() {
        return """
        {"entries": [{"id": "%s", "at": "%s", "source": "crm", "action": "LIST_EXPORTED",
          "outcome": "DONE", "actor": "claire-sub", "organisation": "rhone-telecom",
          "role": "manager", "how": {"operation": "Export"}}]}"""
                .formatted(UUID.randomUUID(), aMinuteAgo());
    }

    static String ocsf() {
        return """
        {"metadata": {"uid": "%s", "version": "1.8.0"}, "time": %d, "class_uid": 6006,
          "activity_id": 9, "status_id": 1, "actor": {"user": {"uid": "claire-sub"}}}"""
                .formatted(UUID.randomUUID(), aMinuteAgo().toEpochMilli());
    }

    static String ecs() {
        return """
        {"@timestamp": "%s", "event": {"id": "%s", "action": "user-role-changed"},
          "user": {"id": "claire-sub"}}"""
                .formatted(aMinuteAgo(), UUID.randomUUID());
    }

    /**
     * Has an entry of a recording taken that names another decision and another consent, and is
     * older than anything the suite says of it.
     */
    public static void otherBasis(Space space, String recording) {
        Response taken =
                space.as("business-system")
                        .contentType(ContentType.JSON)
                        .body(
                                """
                                {"entries": [{"id": "%s", "at": "%s", "source": "crm",
                                  "action": "LIST_EXPORTED", "outcome": "DONE",
                                  "actor": "claire-sub", "organisation": "rhone-telecom",
                                  "role": "manager", "how": {"operation": "Export"},
                                  "recording": "%s", "decision": "another-decision",
                                  "consent": "another-consent"}]}"""
                                        .formatted(
                                                UUID.randomUUID(),
                                                aMinuteAgo().minus(398, ChronoUnit.DAYS),
                                                recording))
                        .post("/v1/entries");
        assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(201);
    }

    private static Instant aMinuteAgo() {
        return Instant.now().minus(1, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MILLIS);
    }
}
