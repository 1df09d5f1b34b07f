// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.temoin.launcher.suite.Json;
import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.SuiteState;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private static final Pattern USER =
            Pattern.compile(
                    "([a-z]+) (dpo|legal|admin|integrator|agent|supervisor|soc-analyst|quality-analyst|\\(self-service only\\))");

    @Test
    void namesNobodyWhoIsNotInTheRealm() throws IOException {
        JsonNode realm =
                Json.MAPPER.readTree(
                        SourceTree.root().resolve("deploy/keycloak/temoin-realm.json").toFile());
        List<String> known = new ArrayList<>();
        for (JsonNode user : realm.path("users")) {
            String name = user.path("username").asText();
            String password = user.at("/credentials/0/value").asText();
            if (password.equals("demo-" + name)) {
                String role = user.at("/realmRoles/0").asText();
                known.add(name + " " + role.replace("data-subject", "(self-service only)"));
            }
        }

        List<String> named =
                USER.matcher(Addresses.USERS).results().map(MatchResult::group).toList();

        assertThat(named).hasSize(15).contains("delphine dpo", "lea dpo").doesNotHaveDuplicates();
        assertThat(known).containsAll(named);
    }

    /** With what a shell makes of quotes; {@code StoryJourneyIT} runs it on the real suite. */
    @Test
    void printsAFirstCallThatAShellRunsAsItStands() throws Exception {
        List<String> asked = new ArrayList<>();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange ->
                        answer(
                                exchange,
                                asked,
                                path ->
                                        path.endsWith("/token")
                                                ? "{\"access_token\":\"ey.a-b_c.d\",\"expires_in\":300}"
                                                : "{\"items\":[]}"));
        server.start();
        try {
            String answer = FirstCall.answer(state(server.getAddress().getPort()));

            assertThat(answer).contains("200", "{\"items\":[]}");
            assertThat(asked)
                    .containsExactly(
                            "POST /realms/temoin/protocol/openid-connect/token null",
                            "GET /v1/parties Bearer ey.a-b_c.d");
        } finally {
            server.stop(0);
        }
    }

    private static void answer(
            HttpExchange exchange, List<String> asked, Function<String, String> body)
            throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(
                exchange.getRequestMethod()
                        + " "
                        + path
                        + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] bytes = body.apply(path).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static SuiteState state(int port) {
        return new SuiteState(
                1,
                port,
                port,
                port,
                port,
                Arrays.stream(ServiceName.values())
                        .collect(
                                Collectors.toMap(
                                        name -> name,
                                        _ ->
                                                SuiteState.ServicePorts.of(
                                                        new SuiteState.ReplicaPorts(port, port)))));
    }
}
