// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of the tests must be able to fail: each thing that it looks at, wrong once. */
class AnswerContractTest {

    private static final String DOCUMENT =
            """
            openapi: 3.1.0
            paths:
              /v1/things/{id}:
                get:
                  parameters:
                    - {name: view, in: query, required: true, schema: {type: string, enum: [SHORT, LONG]}}
                  responses:
                    "200":
                      description: The thing
                      headers:
                        X-Correlation-Id: {required: true, schema: {type: string, format: uuid}}
                        Count: {schema: {type: integer, minimum: 1}}
                      content:
                        application/json:
                          schema: {$ref: "#/components/schemas/Thing"}
                    "404": {$ref: "#/components/responses/ThingUnknown"}
              /v1/things:
                post:
                  requestBody:
                    required: true
                    content:
                      application/json:
                        schema: {$ref: "#/components/schemas/Thing"}
                  responses:
                    "201":
                      description: The thing
                      headers:
                        Idempotent-Replay: {schema: {type: boolean}}
                    "204": {description: Done}
            components:
              responses:
                ThingUnknown:
                  description: thing-unknown
                  content:
                    application/problem+json:
                      schema: {type: object, required: [type], properties: {type: {type: string}}}
              schemas:
                Thing:
                  type: object
                  required: [state]
                  properties:
                    state: {type: string, enum: [NEW, OLD]}
                    since: {type: string, format: date-time}
            """;

    private static final String CORRELATION = "6f1f7c1e-2b7f-4d0e-9a53-0c8d3f1f5a10";

    private final AnswerContract contract =
            new AnswerContract(OpenApiDocument.parse(DOCUMENT), new RepeatedCommands());
    private final Map<String, String> headers = new TreeMap<>();
    private int status = 200;
    private String body = "{\"state\": \"NEW\", \"since\": \"2026-11-24T10:00:00Z\"}";
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        headers.put("X-Correlation-Id", CORRELATION);
        headers.put("Content-Type", "application/json");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    headers.forEach(exchange.getResponseHeaders()::set);
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void findsNothingWhereAllIsAsDocumented() {
        assertThat(faultsOfGet()).isEmpty();
    }

    @Test
    void findsAStatusThatIsNotDocumented() {
        status = 202;
        assertThat(faultsOfGet()).containsExactly("the status is not documented");
    }

    @Test
    void findsAHeaderThatIsNotDocumentedOrMissingOrMalformed() {
        headers.remove("X-Correlation-Id");
        headers.put("Count", "0");
        headers.put("Surprise", "yes");
        headers.put("Content-Language", "fr");
        assertThat(faultsOfGet())
                .hasSize(4)
                .anyMatch(it -> it.contains("X-Correlation-Id is missing"))
                .anyMatch(it -> it.contains("Count") && it.contains("minimum"))
                .anyMatch(it -> it.contains("anguage is not documented"))
                .anyMatch(it -> it.contains("Surprise is not documented"));
    }

    @Test
    void findsAMediaTypeThatIsNotDocumented() {
        headers.put("Content-Type", "text/plain");
        assertThat(faultsOfGet()).containsExactly("the media type text/plain is not documented");
    }

    @Test
    void findsMembersThatAreMissingUnknownNullOrMalformed() {
        body = "{\"since\": null, \"colour\": \"red\"}";
        assertThat(faultsOfGet())
                .hasSize(3)
                .anyMatch(it -> it.contains("state"))
                .anyMatch(it -> it.contains("since"))
                .anyMatch(it -> it.contains("colour"));
        body = "{\"state\": \"LOST\", \"since\": \"yesterday\"}";
        assertThat(faultsOfGet()).hasSize(2);
    }

    @Test
    void findsARefusalThatIsNoProblemAlsoWhereThereIsNoOperation() {
        headers.remove("X-Correlation-Id");
        status = 404;
        assertThat(faultsOfGet())
                .containsExactly("the media type application/json is not documented");
        assertThat(faults(RestAssured.given(), "GET", "/v1/nothing")).hasSize(1);
    }

    @Test
    void findsWhatWasAcceptedAgainstTheDocument() {
        assertThat(faults(RestAssured.given(), "GET", "/v1/things/1"))
                .containsExactly("accepted without the required parameter view");
        assertThat(faults(RestAssured.given().queryParam("view", "FULL"), "GET", "/v1/things/1"))
                .singleElement()
                .asString()
                .contains("accepted parameter view");
        status = 204;
        body = "";
        headers.remove("Content-Type");
        headers.remove("X-Correlation-Id");
        var request = RestAssured.given().contentType("application/json").body("{\"stat\": 1}");
        assertThat(faults(request, "POST", "/v1/things"))
                .hasSize(2)
                .allMatch(it -> it.startsWith("accepted body "));
    }

    @Test
    void findsARepeatedCommandThatIsAnsweredAsNew() {
        headers.clear();
        body = "";
        status = 201;
        assertThat(faultsOfCommand()).isEmpty();
        assertThat(faultsOfCommand())
                .containsExactly("a repeated command is answered without Idempotent-Replay");
        status = 204; // does not document that it says so
        assertThat(faultsOfCommand()).isEmpty();
    }

    private List<String> faultsOfCommand() {
        return faults(
                RestAssured.given()
                        .header("Idempotency-Key", "k-1")
                        .contentType("application/json")
                        .body("{\"state\": \"NEW\"}"),
                "POST",
                "/v1/things");
    }

    private List<String> faultsOfGet() {
        return faults(RestAssured.given().queryParam("view", "SHORT"), "GET", "/v1/things/1");
    }

    private List<String> faults(RequestSpecification request, String method, String path) {
        List<String> faults = new ArrayList<>();
        request.baseUri("http://127.0.0.1")
                .port(server.getAddress().getPort())
                .filter(
                        (asked, expected, context) -> {
                            var response = context.next(asked, expected);
                            faults.addAll(contract.faults(Exchange.of(asked, response)));
                            return response;
                        })
                .request(method, path);
        return faults;
    }
}
