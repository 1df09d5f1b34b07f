// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/** What every service owes a browser, a front-end team, and whoever sends what cannot be read. */
public final class HttpContract {

    private static final int PATIENCE_MS = 20_000;
    private static final String API = "/v1/parked-messages";

    /** The first window of HTTP/2 (RFC 9113 §6.9.2): Java's client lost answers beyond it. */
    private static final int WINDOW = 65_535;

    /** Named in the settings of the tests. */
    private static final String FRONT_END = "https://front.example";

    private HttpContract() {}

    /** Asserts that the server itself leaves nothing without a problem. */
    public static void explainsWhatCannotBeRead() throws IOException {
        for (String path :
                List.of(
                        "/v1/%zz",
                        "/v1/%",
                        "/v1/%c0%80",
                        "/v1/a/%ff/b",
                        "/%zz",
                        "/v1/a?x=%zz",
                        "/v1/a?x={y}",
                        "/v1/a|b")) {
            for (String version : List.of("1.1", "1.0")) {
                assertThat(
                                answer(
                                        "GET %s HTTP/%s\r\nHost: temoin\r\nConnection: close\r\n\r\n"
                                                .formatted(path, version)))
                        .as("%s by HTTP/%s", path, version)
                        .startsWith("HTTP/" + version + " 400 ")
                        .satisfies(HttpContract::isInvalid)
                        .contains("percent-encoded")
                        .doesNotContain("Exception");
            }
        }
        for (String path :
                List.of(API + ";a=b", API + ";", "/v1;a=b/keys", "/problems;a=b/unauthenticated")) {
            assertThat(
                            answer(
                                    "GET %s HTTP/1.1\r\nHost: temoin\r\nConnection: close\r\n\r\n"
                                            .formatted(path)))
                    .as(path)
                    .startsWith("HTTP/1.1 400 ")
                    .satisfies(HttpContract::isInvalid)
                    .contains("semicolon");
        }
    }

    /** Asserts that the server ends what is no HTTP, which nobody could explain to a client. */
    public static void endsWhatIsNoHttp() throws IOException {
        for (String head :
                List.of(
                        "GET %s",
                        "GET %s HTTP/9\r\nHost: temoin",
                        "POST %s/replays HTTP/1.1\r\nHost: temoin\r\nContent-Length: abc",
                        "POST %s/replays HTTP/1.1\r\nHost: temoin\r\nContent-Length: 1\r\nContent-Length: 2")) {
            assertThat(answer(head.formatted(API) + "\r\n\r\n"))
                    .as(head)
                    .startsWith("HTTP/1.")
                    .contains(" 400 ")
                    .doesNotContain("Exception", "content-type")
                    .endsWith("\r\n\r\n");
        }
    }

    /** Asserts that a body is taken for nothing that its sender did not say it is. */
    public static void readsNoBodyOfUnknownKind(String admin) {
        Answer answer =
                ApiRequest.as(admin)
                        .bytes("{\"consumer\": \"nobody\", \"key\": \"x\"}".getBytes(US_ASCII))
                        .post(API + "/replays");
        assertThat(answer.status()).as(answer.text()).isEqualTo(415);
        assertThat(answer.text()).contains("urn:problem:temoin:unsupported-media-type");
    }

    /** Asserts that a connection without TLS stays with HTTP/1.1, whatever its client asks for. */
    public static void changesToNoOtherProtocol() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) { // asks to change to HTTP/2
            HttpResponse<String> document =
                    client.send(
                            HttpRequest.newBuilder(plain("/q/openapi?format=json")).build(),
                            BodyHandlers.ofString());

            assertThat(document.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(document.statusCode()).isEqualTo(200);
            assertThat(document.body())
                    .hasSizeGreaterThan(WINDOW)
                    .isEqualTo(Http.get("/q/openapi?format=json").asString());
        }
        // As one begins that does not ask first (RFC 9113 §3.4).
        assertThat(answer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).contains(" 400 Bad Request\r\n");
    }

    /**
     * Asserts that the management port answers a client that asks for HTTP/2 in its first request.
     */
    public static void answersProbesThatAskForHttp2() throws IOException, InterruptedException {
        int port =
                ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        URI live = URI.create("http://localhost:%d/q/health/live".formatted(port));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(live)
                                    .timeout(Duration.ofMillis(PATIENCE_MS))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    /**
     * Asserts the same over HTTP/2, where a body needs no header that announces it.
     *
     * @param trusted the certificate of {@link TlsPort}
     */
    public static void readsNoBodyOfUnknownLength(String admin, Certificate trusted)
            throws IOException, InterruptedException {
        URI list = TlsPort.address(API);
        try (HttpClient client = TlsPort.client(trusted)) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(list).header("Authorization", "Bearer " + admin);

            HttpResponse<String> unasked =
                    client.send(
                            request.method("GET", unannounced("{}")).build(),
                            BodyHandlers.ofString());
            HttpResponse<String> empty =
                    client.send(
                            request.method("GET", unannounced("")).build(),
                            BodyHandlers.ofString());
            HttpResponse<String> untyped =
                    client.send(
                            request.uri(URI.create(list + "/replays"))
                                    .POST(unannounced("{\"consumer\": \"x\", \"key\": \"x\"}"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(List.of(unasked, empty, untyped))
                    .extracting(HttpResponse::version)
                    .containsOnly(HttpClient.Version.HTTP_2);
            assertThat(unasked.statusCode()).as(unasked.body()).isEqualTo(400);
            assertThat(unasked.body()).contains("accepts no body");
            assertThat(empty.statusCode()).as(empty.body()).isEqualTo(200);
            assertThat(untyped.statusCode()).as(untyped.body()).isEqualTo(415);
        }
    }

    private static URI plain(String path) {
        return URI.create("http://localhost:%d%s".formatted(RestAssured.port, path));
    }

    private static HttpRequest.BodyPublisher unannounced(String body) {
        return BodyPublishers.fromPublisher(BodyPublishers.ofString(body));
    }

    /** With everything that an answer of the API says, though no operation was reached. */
    private static void isInvalid(String answer) {
        assertThat(answer)
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("x-content-type-options: nosniff")
                .containsIgnoringCase("cache-control: no-store")
                .containsIgnoringCase("x-correlation-id: ")
                .containsIgnoringCase("link: <")
                .contains("request-invalid>; rel=\"help\"", "urn:problem:temoin:request-invalid");
    }

    /** Asserts that a problem is in the language of its reader and says where it is explained. */
    public static void explainsProblemsInTheReadersLanguage() {
        for (String french : List.of("fr", "fr-CA, en;q=0.4", "de, fr;q=0.8, en;q=0.2")) {
            Response answer = asking(french);
            assertProblem(answer, 401, "unauthenticated");
            assertThat(answer.header("Content-Language")).as(french).isEqualTo("fr");
            assertThat(answer.<String>path("title")).isEqualTo("Authentification requise");
            assertThat(answer.<String>path("detail")).contains("jeton d'accès");
        }
        for (String english : List.of("en", "de", "*", "en-GB, fr;q=0.9", "???", "")) {
            Response answer = asking(english);
            assertThat(answer.header("Content-Language")).as(english).isEqualTo("en");
            assertThat(answer.<String>path("title")).isEqualTo("Unauthenticated");
        }
        String help = asking("fr").header("Link").replaceAll("<(.*)>; rel=\"help\"", "$1");
        Response page = Http.given().header("Accept-Language", "fr").get(help);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.header("Content-Language")).isEqualTo("fr");
        assertThat(page.asString())
                .contains("Authentification requise", "urn:problem:temoin:unauthenticated", "401");
        assertThat(Http.get("/problems").asString())
                .contains("/problems/unauthenticated", "/problems/cursor-invalid");
        Response unknown = Http.get("/problems/%3Cscript%3E");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.asString()).contains("urn:problem:temoin:not-found");
        for (String path : List.of("/problems", "/problems/unauthenticated", "/problems/x")) {
            Response refused = Http.delete(path);
            assertThat(refused.statusCode()).as(path).isEqualTo(405);
            assertThat(refused.asString()).contains("urn:problem:temoin:method-not-allowed");
            assertThat(refused.header("Allow")).as(path).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(refused.header("Link")).contains("rel=\"help\"");
            assertThat(Http.options(path).header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        }
        for (Response nowhere : List.of(Http.get("/nothing"), Http.delete("/x/y"))) {
            assertThat(nowhere.statusCode()).isEqualTo(404);
            assertThat(nowhere.contentType()).startsWith("application/problem+json");
            assertThat(nowhere.header("Link")).contains("not-found>; rel=\"help\"");
        }
    }

    /**
     * Asserts that the schemas of the service's own events, and of no other service, are where
     * {@code dataschema} leads: as committed, without a token, and for caches.
     */
    public static void servesTheSchemasOfItsEvents() {
        String service =
                ConfigProvider.getConfig().getValue("quarkus.application.name", String.class);
        String own = "io.temoin." + service.replace("-service", ".");
        List<String> served =
                ContractFiles.eventTypes().stream().filter(type -> type.startsWith(own)).toList();
        assertThat(served).isNotEmpty();
        for (String type : served) {
            Response answer = Http.get("/v1/event-schemas/" + type);
            assertThat(answer.statusCode()).as(type).isEqualTo(200);
            assertThat(answer.contentType()).startsWith("application/schema+json");
            assertThat(answer.header("Cache-Control")).contains("public", "max-age=");
            assertThat(answer.asByteArray())
                    .as(type)
                    .isEqualTo(
                            ContractFiles.read(ContractFiles.event(type).resolve("schema.json"))
                                    .getBytes(StandardCharsets.UTF_8));
        }
        ContractFiles.eventTypes().stream()
                .filter(type -> !type.startsWith(own))
                .collect(Collectors.toMap(HttpContract::context, type -> type, (type, _) -> type))
                .values()
                .forEach(
                        type ->
                                assertProblem(
                                        Http.get("/v1/event-schemas/" + type),
                                        404,
                                        "event-type-unknown"));
        for (String none : List.of("x", own + "Nothing.v1", "..%2f..%2fapplication.properties")) {
            assertThat(
                            Http.given()
                                    .urlEncodingEnabled(false)
                                    .get("/v1/event-schemas/" + none)
                                    .statusCode())
                    .as(none)
                    .isEqualTo(404);
        }
    }

    /** Which service publishes it: {@code recording} of {@code io.temoin.recording.X.v1}. */
    private static String context(String eventType) {
        return eventType.split("\\.", 4)[2];
    }

    /** Asserts that caches and browsers are told the same however an address is written. */
    public static void guardsEverySpellingOfAnAddress() throws IOException {
        for (String address :
                List.of(API, "http://elsewhere.example" + API, "/." + API, "/%76%31/keys")) {
            assertThat(
                            answer(
                                    "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                            .formatted(address)))
                    .as(address)
                    .containsIgnoringCase("x-content-type-options: nosniff")
                    .containsIgnoringCase("cache-control: ");
        }
    }

    /** Asserts that pages of the origins that are named may call and read, and no others. */
    public static void letsNamedOriginsIn() {
        Response preflight =
                Http.given()
                        .header("Origin", FRONT_END)
                        .header("Access-Control-Request-Method", "POST")
                        .header(
                                "Access-Control-Request-Headers",
                                "authorization,idempotency-key,min-event-position")
                        .options(API + "/replays");
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(FRONT_END);
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(preflight.header("Access-Control-Allow-Headers"))
                .containsIgnoringCase("authorization")
                .containsIgnoringCase("min-event-position");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isNotEqualTo("true");

        Response answer = Http.given().header("Origin", FRONT_END).get(API);
        assertProblem(answer, 401, "unauthenticated");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(FRONT_END);
        assertThat(answer.header("Access-Control-Expose-Headers"))
                .contains("Link", "Location", "Event-Position", "Retry-After", "ETag")
                .contains("Content-Range", "X-Correlation-Id", "WWW-Authenticate");

        Response unreadable =
                Http.given()
                        .urlEncodingEnabled(false)
                        .header("Origin", FRONT_END)
                        .get(API + "?x=%00");
        assertThat(unreadable.header("Access-Control-Allow-Origin")).isEqualTo(FRONT_END);

        for (String other : List.of("https://evil.example", "null", FRONT_END + ".evil.example")) {
            Response refused = Http.given().header("Origin", other).get(API);
            assertThat(refused.statusCode()).as(other).isEqualTo(403);
            assertThat(refused.header("Access-Control-Allow-Origin")).as(other).isNull();
        }
    }

    private static Response asking(String acceptLanguage) {
        return Http.given().header("Accept-Language", acceptLanguage).get(API);
    }

    /** No client would send it so. */
    private static String answer(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
