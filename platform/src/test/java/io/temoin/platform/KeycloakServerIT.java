// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakServerIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path folder;
    private KeycloakServer server;

    @BeforeAll
    void start() {
        server =
                KeycloakServer.launch(
                        folder.resolve("keycloak"),
                        FreePorts.any(),
                        Secrets.random(),
                        folder.resolve("keycloak.log"));
        server.awaitRealm();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void givesAPersonATokenWithRoleTenantAndPartiesButNoName() throws Exception {
        // When
        var token =
                claims(
                        "client_id=temoin-demo&grant_type=password&username=claire&password=demo-claire");

        // Then
        assertThat(token.path("iss").asText()).isEqualTo(server.realm().toString());
        assertThat(token.path("aud").asText()).isEqualTo("temoin");
        assertThat(token.path("tenant").asText()).isEqualTo("helios");
        assertThat(token.path("organisation").asText()).isEqualTo("voix-du-rhone");
        assertThat(texts(token.path("on_behalf_of")))
                .containsExactlyInAnyOrder("rhone-telecom", "loire-assurance");
        assertThat(texts(token.at("/realm_access/roles"))).containsExactly("supervisor");
        assertThat(token.toString()).doesNotContain("claire", "Claire", "Moulin", "@");
    }

    @Test
    void vouchesForThePhoneOfAPersonWhoWasCalledAndForNobodyElses() throws Exception {
        // When
        var samia =
                claims(
                        "client_id=temoin-demo&grant_type=password&username=samia&password=demo-samia");
        var claire =
                claims(
                        "client_id=temoin-demo&grant_type=password&username=claire&password=demo-claire");

        // Then
        assertThat(texts(samia.at("/realm_access/roles"))).containsExactly("data-subject");
        assertThat(samia.path("tenant").asText()).isEqualTo("helios");
        assertThat(samia.path("phone_number").asText()).isEqualTo("+33199001234");
        assertThat(samia.path("phone_number_verified").isBoolean()).isTrue();
        assertThat(samia.path("phone_number_verified").asBoolean()).isTrue();
        assertThat(samia.toString()).doesNotContain("samia", "Samia", "Morel", "@");
        assertThat(claire.has("phone_number")).isFalse();
    }

    @Test
    void givesAServiceAccountAToken() throws Exception {
        // When
        var token =
                claims(
                        "client_id=recorder-boreal&client_secret=demo-recorder-boreal"
                                + "&grant_type=client_credentials");

        // Then
        assertThat(token.path("tenant").asText()).isEqualTo("boreal");
        assertThat(token.path("organisation").asText()).isEqualTo("centre-boreal");
        assertThat(token.path("azp").asText()).isEqualTo("recorder-boreal");
        assertThat(texts(token.at("/realm_access/roles"))).containsExactly("recorder");
    }

    @Test
    void keepsThePseudonymsOfItsUsersWhenItIsKilled() throws Exception {
        // Given
        var form = "client_id=temoin-demo&grant_type=password&username=diane&password=demo-diane";
        var before = claims(form).path("sub").asText();

        // When
        server.kill();
        assertThat(server.alive()).isFalse();
        server.restart();

        // Then
        assertThat(claims(form).path("sub").asText()).isEqualTo(before);
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(
                            () ->
                                    KeycloakServer.launch(
                                            folder.resolve("other"),
                                            taken.getLocalPort(),
                                            Secrets.random(),
                                            folder.resolve("other.log")))
                    .isInstanceOf(ComponentFailure.class)
                    .hasMessageContaining("is taken by another process, so Keycloak cannot listen");
        }
    }

    private JsonNode claims(String form) throws Exception {
        var request =
                HttpRequest.newBuilder(
                                URI.create(server.realm() + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            var token = JSON.readTree(answer.body()).path("access_token").asText();
            var payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
            return JSON.readTree(Base64.getUrlDecoder().decode(payload));
        }
    }

    private static Iterable<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }
}
