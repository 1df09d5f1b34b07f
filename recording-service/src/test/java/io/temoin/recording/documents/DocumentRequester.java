// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import static org.awaitility.Awaitility.await;

import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.recording.Callers;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Documents as people and systems ask for them. */
public final class DocumentRequester {

    /** A phrase that nobody may find anywhere in clear. */
    public static final String REMARK = "aiguille-grille-4711";

    /** The same of a transcript. */
    public static final String PHRASE = "aiguille-parole-4712";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private DocumentRequester() {}

    /** A sheet about the work of an agent. */
    public static Map<String, Object> sheet(String purpose, String agent) {
        return Map.of(
                "purpose",
                purpose,
                "reason",
                Map.of("code", "QUALITY_CAMPAIGN", "reference", "QC-2026-48"),
                "agent",
                agent,
                "language",
                "fr",
                "criteria",
                List.of(
                        Map.of("code", "GREETING", "score", 4, "maximum", 5),
                        Map.of("code", "CLOSING", "score", 2, "maximum", 5, "remark", REMARK)),
                "summary",
                "Bon accueil.");
    }

    /** A transcript of the call of the tests, which lasted 80 seconds, with a pause. */
    public static Map<String, Object> transcript() {
        return Map.of(
                "language",
                "fr",
                "source",
                "stt-1",
                "segments",
                List.of(
                        segment(0, 4_000, "AGENT", PHRASE),
                        segment(4_000, 9_000, "PERSON", "la carte 4111 1111 1111 1111"),
                        segment(9_500, 12_000, "PERSON", "cryptogramme 123")),
                "gaps",
                List.of(Map.of("startMs", 9_000, "endMs", 13_000)));
    }

    private static Map<String, Object> segment(long from, long to, String channel, String text) {
        return Map.of("startMs", from, "endMs", to, "channel", channel, "text", text);
    }

    /** Adds a document. */
    public static Response post(
            RequestSpecification caller, UUID recording, String what, Object body, String key) {
        return caller.header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/v1/recordings/" + recording + "/" + what);
    }

    /** Adds a sheet that Claire wrote about Agathe's work. */
    public static UUID addedSheet(UUID recording) {
        return addedSheet(recording, Callers.AGATHE.actor());
    }

    /** Adds a sheet that Claire wrote about the work of an agent. */
    public static UUID addedSheet(UUID recording, String agent) {
        return added(
                post(
                        Callers.CLAIRE.asks(),
                        recording,
                        "sheets",
                        sheet("QUALITY", agent),
                        UUID.randomUUID().toString()));
    }

    /** Adds a transcript. */
    public static UUID addedTranscript(UUID recording) {
        return added(
                post(
                        Callers.RECORDER.asks(),
                        recording,
                        "transcripts",
                        transcript(),
                        UUID.randomUUID().toString()));
    }

    private static UUID added(Response answer) {
        return UUID.fromString(answer.then().statusCode(201).extract().path("id"));
    }

    /** Reads a document for quality, on a complaint. */
    public static Response read(Callers caller, UUID document) {
        return read(caller.asks(), document, "QUALITY");
    }

    /** Reads a document. */
    public static Response read(RequestSpecification caller, UUID document, String purpose) {
        return caller.queryParam("purpose", purpose)
                .queryParam("reason", "COMPLAINT")
                .queryParam("reasonReference", "TCK-2026-1187")
                .get("/v1/documents/" + document);
    }

    /** The documents in the list of a recording. */
    public static List<String> listed(Callers caller, UUID recording) {
        return caller.asks()
                .get("/v1/recordings/" + recording + "/documents")
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    /** Waits until the list has these documents and no other. */
    public static void awaitListed(Callers caller, UUID recording, UUID... documents) {
        List<String> wanted = List.of(documents).stream().map(UUID::toString).toList();
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            List<String> listed = listed(caller, recording);
                            return listed.size() == wanted.size() && listed.containsAll(wanted);
                        });
    }

    /** The events of a document, once there are so many. */
    public static List<Published> eventsOf(UUID document, int count) {
        return Topic.eventsIn("helios", "document-" + document, count);
    }
}
