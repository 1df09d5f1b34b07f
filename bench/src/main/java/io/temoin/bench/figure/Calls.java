// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.bench.load.HttpConnection;
import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.load.RequestTemplate;
import io.temoin.bench.load.Requests;
import io.temoin.bench.load.Upload;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Calls that may be recorded: consent, decision, notice, upload, as the story has them. */
final class Calls {

    /** Where the listeners sit; a recording is heard at the workstation of its grant only. */
    static final String WORKSTATION = "X-Workstation: BENCH-1\r\n";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Rig rig;
    private final ServerProcess consent;
    private final ServerProcess recording;
    private long next;

    Calls(Rig rig, ServerProcess consent, ServerProcess recording) {
        this.rig = rig;
        this.consent = consent;
        this.recording = recording;
        this.next = rig.stretch();
    }

    /** So many recordings that may be uploaded now, each with receipts of its own. */
    List<Upload> uploads(int count) throws IOException {
        List<Upload> uploads = new ArrayList<>();
        for (int call = 0; call < count; call++) {
            uploads.add(upload(UUID.randomUUID()));
        }
        return uploads;
    }

    /** One such recording. */
    Upload upload(UUID id) throws IOException {
        return new Upload(audio(id), rig.token("recorder"), receipts());
    }

    /** Recordings of one call, as of its legs, that may be uploaded now. */
    List<Upload> legs(List<UUID> ids) throws IOException {
        String receipts = receipts();
        return ids.stream()
                .map(id -> new Upload(audio(id), rig.token("recorder"), receipts))
                .toList();
    }

    /** What a call proves: that it may be recorded, and that its announcement was heard. */
    private String receipts() throws IOException {
        String token = rig.token("dialer");
        URI service = consent.address();
        long number = next;
        exchange(service, Requests.consent(service, token).fill(next++, number));
        JsonNode decision =
                exchange(service, Requests.decision(service, token).fill(next++, number));
        JsonNode served =
                exchange(service, Requests.noticeServed(service, token, decision).fill(next++, 0));
        Instant started = Instant.parse(decision.path("decidedAt").textValue());
        return """
                Call-Receipt: %s\r
                Notice-Receipt: %s\r
                Recording-Started-At: %s\r
                Recording-Ended-At: %s\r
                """
                .formatted(receipt(decision), receipt(served), started, started.plusMillis(1));
    }

    private static String receipt(JsonNode answer) {
        JsonNode receipt = answer.path("receipt");
        if (!receipt.isTextual()) {
            throw new LoadFailure("An answer without receipt: " + answer);
        }
        return receipt.textValue();
    }

    /** Where the audio of a recording is. */
    URI audio(UUID id) {
        return recording.address().resolve("/v1/recordings/" + id + "/audio");
    }

    /** A token to listen to it. */
    String listening(UUID id, String role) throws IOException {
        RequestTemplate request =
                RequestTemplate.post(
                        recording.address().resolve("/v1/recordings/" + id + "/listenings"),
                        rig.token(role),
                        WORKSTATION,
                        """
                        {"purpose":"QUALITY",\
                        "reason":{"code":"QUALITY_CAMPAIGN","reference":"BENCH-1"}}""");
        return exchange(recording.address(), request.fill(next++, 0)).path("token").textValue();
    }

    private static JsonNode exchange(URI server, byte[] request) throws IOException {
        try (HttpConnection connection = new HttpConnection(server)) {
            return JSON.readTree(connection.exchange(request).expectSuccess().body());
        }
    }
}
