// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.launcher.suite.Json;
import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * Somebody signs in, asks for a listening, and signs out: the same token asks for no listening any
 * more, though it has minutes to live, and though what asks the provider nothing still takes it.
 */
public final class EndedSession {

    /** What the provider's yes counts for, and the time the requests take on a busy machine. */
    private static final Duration OUT_WITHIN = Duration.ofSeconds(15);

    private static final String PATH = "/protocol/openid-connect/";
    private static final String SIGN_IN =
            "grant_type=password&client_id=temoin-demo&username=quentin&password=demo-quentin";

    private final Suite suite;
    private final HttpClient http = HttpClient.newHttpClient();

    public EndedSession(Suite suite) {
        this.suite = suite;
    }

    public void check() throws IOException, InterruptedException {
        var session = Json.MAPPER.readTree(keycloak("token", SIGN_IN).body());
        var token = session.path("access_token").asText();
        assertThat(listening(token)).as("a recording that is not there").isEqualTo(404);

        var left =
                keycloak(
                        "logout",
                        "client_id=temoin-demo&refresh_token="
                                + session.path("refresh_token").asText());
        assertThat(left.statusCode()).isEqualTo(204);

        await().atMost(OUT_WITHIN).until(() -> listening(token) == 401);
        assertThat(recordings(token)).isEqualTo(200);
    }

    private int listening(String token) throws IOException, InterruptedException {
        var body =
                Map.of(
                        "purpose",
                        "QUALITY",
                        "reason",
                        Map.of("code", "QUALITY_CAMPAIGN", "reference", "CMP-2026-48"));
        return send(
                request(token, "/v1/recordings/" + UUID.randomUUID() + "/listenings")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("X-Workstation", "pc-quentin")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        Json.MAPPER.writeValueAsString(body))));
    }

    private int recordings(String token) throws IOException, InterruptedException {
        return send(request(token, "/v1/recordings").GET());
    }

    private HttpRequest.Builder request(String token, String path) {
        URI address = suite.state().service(ServiceName.RECORDING).resolve(path);
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
    }

    private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private HttpResponse<String> keycloak(String endpoint, String form)
            throws IOException, InterruptedException {
        var address = suite.state().keycloak().resolve("/realms/temoin" + PATH + endpoint);
        return http.send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
