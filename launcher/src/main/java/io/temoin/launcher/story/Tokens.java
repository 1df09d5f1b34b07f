// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import io.temoin.launcher.suite.Failure;
import io.temoin.launcher.suite.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The access tokens of one play; they live longer than it lasts. */
final class Tokens {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient http;
    private final URI endpoint;
    private final Map<Actor, String> tokens = new EnumMap<>(Actor.class);

    Tokens(HttpClient http, URI keycloak) {
        this.http = http;
        this.endpoint = keycloak.resolve("/realms/temoin/protocol/openid-connect/token");
    }

    String of(Actor actor) {
        return tokens.computeIfAbsent(actor, this::ask);
    }

    private String ask(Actor actor) {
        var request =
                HttpRequest.newBuilder(endpoint)
                        .timeout(LIMIT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(actor.form()))
                        .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new Failure(
                        "Keycloak gives no token to %s: %d %s"
                                .formatted(actor, answer.statusCode(), answer.body()));
            }
            return Json.MAPPER.readTree(answer.body()).path("access_token").asText();
        } catch (IOException e) {
            throw new Failure("Keycloak does not answer at " + endpoint + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.");
        }
    }
}
