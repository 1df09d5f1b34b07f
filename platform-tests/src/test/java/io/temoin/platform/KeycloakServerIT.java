// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakServerIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "/protocol/openid-connect/token";
    private static final String PKCE =
            "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    @TempDir static Path folder;
    private KeycloakServer server;

    @BeforeAll
    void start() throws Exception {
        ReferenceRealm.putInto(folder.resolve("keycloak"));
        server =
                KeycloakServer.launch(
                        folder.resolve("keycloak"),
                        FreePorts.any(),
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
        var token = claims(password("claire"));

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

    /** Keycloak adds clients of its own to an imported realm that does not list them. */
    @Test
    void theReferenceRealmKnowsNoDirectGrant() throws Exception {
        var clients = asAdmin("/clients");
        assertThat(clients.findValuesAsText("clientId"))
                .contains("temoin-web", "admin-cli", "account");
        for (var client : clients) {
            assertThat(client.path("directAccessGrantsEnabled").asBoolean())
                    .as(client.path("clientId").asText())
                    .isFalse();
        }
        for (String client : List.of("temoin-web", "admin-cli")) {
            var answer =
                    post(
                            reference() + TOKEN,
                            "grant_type=password&username=gina&password=x&client_id=" + client);

            assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 401);
            assertThat(JSON.readTree(answer.body()).path("error").asText())
                    .isIn("unauthorized_client", "invalid_client");
        }
    }

    /** Before listening, exports, evidence and erasure; in production they do not start without. */
    @Test
    void theReferenceRealmTellsTheServicesWhetherATokenCounts() throws Exception {
        String services = "&client_id=temoin&client_secret=" + ReferenceRealm.SECRET;
        var token = JSON.readTree(asSystem("dialer").body()).path("access_token").asText();

        var told = post(reference() + TOKEN + "/introspect", "token=" + token + services);

        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        assertThat(JSON.readTree(told.body()).path("active").asBoolean()).as(told.body()).isTrue();
        assertThat(asSystem("temoin").statusCode()).as("a token of their own").isBetween(400, 401);
    }

    private HttpResponse<String> asSystem(String client) throws Exception {
        return post(
                reference() + TOKEN,
                "client_id="
                        + client
                        + "&client_secret="
                        + ReferenceRealm.SECRET
                        + "&grant_type=client_credentials");
    }

    @Test
    void theReferenceRealmGivesSystemsTokensOfFiveMinutes() throws Exception {
        var answer = asSystem("dialer");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var token = payload(answer.body());
        assertThat(token.path("exp").asLong() - token.path("iat").asLong()).isEqualTo(300);
        assertThat(token.path("organisation").asText()).isEqualTo("your-processor");
        assertThat(texts(token.at("/realm_access/roles"))).containsExactly("dialer");
        assertThat(token.has("tenant_wide")).isFalse();
    }

    @Test
    void theReferenceRealmWantsPkceAndKnowsTheSecondFactor() throws Exception {
        var configuration =
                JSON.readTree(get(reference() + "/.well-known/openid-configuration").body());
        assertThat(texts(configuration.path("acr_values_supported"))).contains("pwd", "mfa");

        String authorize =
                reference()
                        + "/protocol/openid-connect/auth?client_id=temoin-web&response_type=code"
                        + "&scope=openid&redirect_uri=https%3A%2F%2Ftemoin.example%2Fin";
        var without = get(authorize);
        var with = get(authorize + "&acr_values=mfa" + PKCE);

        assertThat(without.headers().firstValue("Location").orElse(""))
                .contains("error=invalid_request")
                .contains("code_challenge_method");
        assertThat(with.body()).contains("password");
    }

    /** What the services ask for before listening, exports, evidence and erasure. */
    @Test
    void theReferenceRealmSaysMfaOfTheSecondFactorAlone() throws Exception {
        var passwordAlone = new BrowserSignIn();
        var signedIn = signIn(passwordAlone, "paula", ReferenceRealm.PASSWORD, "");

        assertThat(payload(tokens(signedIn)).path("acr").asText()).isEqualTo("pwd");

        // Who is signed in by a password already is asked for the code, and for nothing else
        var asked = passwordAlone.open(authorizeReference("&acr_values=mfa"));
        assertThat(asked.body()).contains("name=\"otp\"").doesNotContain("name=\"password\"");
        var stronger =
                passwordAlone.fill(
                        asked, Map.of("otp", BrowserSignIn.oneTimeCode(ReferenceRealm.SECRET)));
        var tokens = tokens(stronger);
        var token = payload(tokens);
        assertThat(token.path("acr").asText()).isEqualTo("mfa");

        // A refreshed token says the same: when, is what tells that the person was there
        assertThat(token.path("iat").asLong() - token.path("auth_time").asLong()).isBetween(0L, 9L);
        var refresh =
                "client_id=temoin-web&grant_type=refresh_token&refresh_token="
                        + JSON.readTree(tokens).path("refresh_token").asText();
        var refreshed = payload(post(reference() + TOKEN, refresh).body());
        assertThat(refreshed.path("acr").asText()).isEqualTo("mfa");
        assertThat(refreshed.path("auth_time")).isEqualTo(token.path("auth_time"));
    }

    @Test
    void theReferenceRealmStopsGuessesAndKeepsEvents() throws Exception {
        for (int guess = 0; guess < 6; guess++) {
            signIn(new BrowserSignIn(), "gina", "a guess of this test " + guess, "");
        }

        var right = signIn(new BrowserSignIn(), "gina", ReferenceRealm.PASSWORD, "");

        assertThat(right.headers().firstValue("Location")).as("signed in").isEmpty();
        assertThat(asAdmin("/events?type=LOGIN_ERROR").size()).isGreaterThanOrEqualTo(5);
        var kept = asAdmin("/events/config");
        assertThat(kept.path("adminEventsEnabled").asBoolean()).isTrue();
        assertThat(kept.path("adminEventsDetailsEnabled").asBoolean()).isTrue();
    }

    private HttpResponse<String> signIn(
            BrowserSignIn browser, String username, String password, String more) throws Exception {
        return browser.fill(
                browser.open(authorizeReference(more)),
                Map.of("username", username, "password", password));
    }

    private String authorizeReference(String more) {
        return reference()
                + "/protocol/openid-connect/auth?client_id=temoin-web&response_type=code"
                + "&scope=openid&redirect_uri=https%3A%2F%2Ftemoin.example%2Fin"
                + PKCE
                + more;
    }

    private String tokens(HttpResponse<String> sentBack) throws Exception {
        var address = sentBack.headers().firstValue("Location").orElse("");
        assertThat(address).as(sentBack.body()).contains("code=");
        var answer =
                post(
                        reference() + TOKEN,
                        "client_id=temoin-web&grant_type=authorization_code&code_verifier="
                                + VERIFIER
                                + "&redirect_uri=https%3A%2F%2Ftemoin.example%2Fin&code="
                                + address.replaceFirst(".*[?&]code=([^&]*).*", "$1"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode asAdmin(String path) throws Exception {
        var answer =
                post(
                        reference().replace("/reference", "/master") + TOKEN,
                        "client_id=admin-cli&grant_type=password&username=admin&password="
                                + server.adminPassword());
        var token = JSON.readTree(answer.body()).path("access_token").asText();
        var address = reference().replace("/realms/", "/admin/realms/") + path;
        return JSON.readTree(
                send(HttpRequest.newBuilder(URI.create(address))
                                .header("Authorization", "Bearer " + token))
                        .body());
    }

    /** The demo's front ends and Swagger UI; the launcher chooses the ports of the services. */
    @Test
    void signsPeopleInAtABrowserOfThisMachineAlone() throws Exception {
        String there = "http%3A%2F%2F127.0.0.1%3A34567%2Fq%2Fswagger-ui%2Foauth2-redirect.html";

        assertThat(get(authorize(there) + PKCE).statusCode()).isEqualTo(200);
        assertThat(get(authorize(there)).headers().firstValue("Location").orElse(""))
                .contains("error=invalid_request", "code_challenge_method");
        for (String elsewhere :
                List.of("http%3A%2F%2Flocalhost%3A8081%2F", "https%3A%2F%2Fevil.example%2F")) {
            assertThat(get(authorize(elsewhere) + PKCE).statusCode()).isEqualTo(400);
        }
        var token =
                send(
                        HttpRequest.newBuilder(URI.create(server.realm() + TOKEN))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Origin", "http://127.0.0.1:34567")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "client_id=temoin-web&grant_type=authorization_code"
                                                        + "&code=none&redirect_uri="
                                                        + there)));
        assertThat(token.statusCode()).isEqualTo(400);
        assertThat(token.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("http://127.0.0.1:34567");
    }

    private String authorize(String redirectUri) {
        return server.realm()
                + "/protocol/openid-connect/auth?client_id=temoin-web&response_type=code"
                + "&scope=openid&redirect_uri="
                + redirectUri;
    }

    @Test
    void marksTheTenantsOwnPeopleAloneAndNoRoleDoes() throws Exception {
        // When
        var delphine = claims(password("delphine"));
        var diane = claims(password("diane"));
        var lea = claims(password("lea"));

        // Then
        assertThat(delphine.path("tenant_wide").isBoolean()).isTrue();
        assertThat(delphine.path("tenant_wide").asBoolean()).isTrue();
        assertThat(delphine.path("organisation").asText()).isEqualTo("helios");
        assertThat(diane.has("tenant_wide")).isFalse();
        assertThat(lea.has("tenant_wide")).isFalse();
        assertThat(texts(lea.path("on_behalf_of"))).containsExactly("loire-assurance");
    }

    @Test
    void givesTokensOfFiveMinutes() throws Exception {
        var token = claims(password("claire"));

        assertThat(token.path("exp").asLong() - token.path("iat").asLong()).isEqualTo(300);
    }

    @Test
    void vouchesForThePhoneOfAPersonWhoWasCalledAndForNobodyElses() throws Exception {
        // When
        var samia = claims(password("samia"));
        var claire = claims(password("claire"));

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
        var before = claims(password("diane")).path("sub").asText();

        // When
        server.kill();
        assertThat(server.alive()).isFalse();
        server.restart();

        // Then
        assertThat(claims(password("diane")).path("sub").asText()).isEqualTo(before);
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(
                            () ->
                                    KeycloakServer.launch(
                                            folder.resolve("other"),
                                            taken.getLocalPort(),
                                            folder.resolve("other.log")))
                    .isInstanceOf(ComponentFailure.class)
                    .hasMessageContaining(
                            "is in use by another process, so Keycloak cannot listen");
        }
    }

    private String reference() {
        return server.realm().toString().replace("/realms/temoin", "/realms/reference");
    }

    private static String password(String name) {
        return "client_id=temoin-demo&grant_type=password&username="
                + name
                + "&password=demo-"
                + name;
    }

    private JsonNode claims(String form) throws Exception {
        var answer = post(server.realm() + TOKEN, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return payload(answer.body());
    }

    private static JsonNode payload(String answer) throws IOException {
        var token = JSON.readTree(answer).path("access_token").asText();
        var payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        return JSON.readTree(Base64.getUrlDecoder().decode(payload));
    }

    private static HttpResponse<String> post(String address, String form) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static Iterable<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }
}
