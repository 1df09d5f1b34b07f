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

/** The access tokens of one play; one that is about to expire is asked for anew. */
final class Tokens {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SPARE = Duration.ofMinutes(1);

    private final HttpClient http;
    private final URI endpoint;
    private final Map<Actor, CachedToken> tokens = new EnumMap<>(Actor.class);

    private record CachedToken(String token, long expiresAt) {

        boolean lasts() {
            return System.nanoTime() - expiresAt < -SPARE.toNanos();
        }
    }

    Tokens(HttpClient http, URI keycloak) {
        this.http = http;
        this.endpoint = keycloak.resolve("/realms/temoin/protocol/openid-connect/token");
    }

    String of(Actor actor) {
        CachedToken cached = tokens.get(actor);
        if (cached == null || !cached.lasts()) {
            cached = ask(actor);
            tokens.put(actor, cached);
        }
        return cached.token();
    }

    private CachedToken ask(Actor actor) {
        var request =
                HttpRequest.newBuilder(endpoint)
                        .timeout(LIMIT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(actor.form()))
                        .build();
        long asked = System.nanoTime();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new Failure(
                        "Keycloak did not issue a token to %s: %d %s"
                                .formatted(actor, answer.statusCode(), answer.body()));
            }
            var given = Json.MAPPER.readTree(answer.body());
            return new CachedToken(
                    given.path("access_token").asText(),
                    asked + Duration.ofSeconds(given.path("expires_in").asLong()).toNanos());
        } catch (IOException e) {
            throw new Failure("Keycloak does not respond at " + endpoint + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.");
        }
    }
}
