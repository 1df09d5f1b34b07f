// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Of all requests that are one command, a service answers one as new and says of every other that
 * it is a repeat ({@code Idempotent-Replay}). They are one command if the operation, the person and
 * the {@code Idempotency-Key} are the same; which of them is answered first does not matter, so
 * that tests may send them at once.
 */
final class RepeatedCommands {

    /** The header that says so. */
    static final String REPLAY = "Idempotent-Replay";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> answeredAsNew = ConcurrentHashMap.newKeySet();

    /** What is wrong with an exchange that succeeded, after those before it. */
    List<String> faults(Exchange exchange) {
        Answer answer = exchange.answer();
        if (!exchange.headers().containsKey("Idempotency-Key")
                || !answer.header(REPLAY).isEmpty()
                || answeredAsNew.add(command(exchange))) {
            return List.of();
        }
        return List.of("a repeated command is answered without " + REPLAY);
    }

    private static String command(Exchange exchange) {
        var headers = exchange.headers();
        return String.join(
                "\n",
                exchange.method(),
                exchange.path(),
                headers.get("Idempotency-Key"),
                headers.getOrDefault("Self-Service-Token", ""),
                person(headers.getOrDefault("Authorization", "")));
    }

    /** Whose access token it is: tests often ask for a new one. */
    private static String person(String authorization) {
        String[] token = authorization.split("\\.", -1);
        if (token.length != 3) {
            return authorization;
        }
        try {
            byte[] payload = Base64.getUrlDecoder().decode(token[1]);
            JsonNode claims = JSON.readTree(new String(payload, StandardCharsets.UTF_8));
            return String.join(
                    "\n",
                    claims.path("tenant").asText(),
                    claims.path("organisation").asText(),
                    claims.path("sub").asText());
        } catch (JsonProcessingException failure) {
            throw new AssertionError("an accepted access token is a JWT", failure);
        }
    }
}
