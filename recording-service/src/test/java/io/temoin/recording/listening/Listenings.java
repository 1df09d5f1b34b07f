// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.recording.Callers;
import io.temoin.recording.Uploads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Listenings as people ask for them. */
public final class Listenings {

    /** Where the people of the tests sit. */
    public static final String WORKSTATION = "POSTE-12";

    private Listenings() {}

    public static Map<String, Object> body(String purpose) {
        return Map.of(
                "purpose",
                purpose,
                "reason",
                Map.of("code", "COMPLAINT", "reference", "TCK-2026-1187"));
    }

    public static Response ask(RequestSpecification caller, UUID recording, String purpose) {
        return ask(caller, recording, purpose, UUID.randomUUID().toString());
    }

    /** The same for a legal claim. */
    public static Map<String, Object> forAClaim(String purpose) {
        return Map.of(
                "purpose",
                purpose,
                "reason",
                Map.of("code", "LEGAL_CLAIM", "reference", "RG-26-00412"));
    }

    public static Response ask(
            RequestSpecification caller, UUID recording, String purpose, String key) {
        return ask(caller, recording, body(purpose), key);
    }

    public static Response ask(
            RequestSpecification caller, UUID recording, Map<String, Object> body) {
        return ask(caller, recording, body, UUID.randomUUID().toString());
    }

    private static Response ask(
            RequestSpecification caller, UUID recording, Map<String, Object> body, String key) {
        return caller.header("Idempotency-Key", key)
                .header("X-Workstation", WORKSTATION)
                .contentType("application/json")
                .body(body)
                .post("/v1/recordings/" + recording + "/listenings");
    }

    /** The token of a granted listening. */
    public static String token(Callers caller, UUID recording) {
        return ask(caller.asks(), recording, "QUALITY")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    /** A request for the audio. */
    public static RequestSpecification audio(Callers caller, String token) {
        return caller.asks().header("Listening-Token", token).header("X-Workstation", WORKSTATION);
    }

    /** The same for a client that reads as it likes: the bytes of the request. */
    public static byte[] rawRequest(Callers caller, String token, UUID recording) {
        return ("GET "
                        + Uploads.path(recording)
                        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + caller.token()
                        + "\r\nListening-Token: "
                        + token
                        + "\r\nX-Workstation: "
                        + WORKSTATION
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** What such a client receives, also when the service resets the connection. */
    static byte[] untilItEnds(InputStream answer) {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        try {
            for (int read = answer.read(buffer); read >= 0; read = answer.read(buffer)) {
                received.write(buffer, 0, read);
            }
            return received.toByteArray();
        } catch (IOException _) {
            return received.toByteArray(); // reset
        }
    }

    /** What was heard, in milliseconds of the audio, as the event of a playback has it. */
    static List<List<Long>> intervals(JsonNode data) {
        List<List<Long>> all = new ArrayList<>();
        data.path("intervals")
                .forEach(
                        one ->
                                all.add(
                                        List.of(
                                                one.path("fromMs").longValue(),
                                                one.path("toMs").longValue())));
        return all;
    }
}
