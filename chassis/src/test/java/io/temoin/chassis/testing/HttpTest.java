// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Http} sends is what REST Assured sent. */
class HttpTest {

    private HttpServer server;
    private String sent = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    var headers = exchange.getRequestHeaders();
                    sent =
                            String.join(
                                    "\n",
                                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                                    "H: " + headers.get("H"),
                                    "Accept: " + headers.getFirst("Accept"),
                                    "Content-Type: " + headers.getFirst("Content-Type"),
                                    new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8));
                    byte[] body = "{\"a\": {\"b\": 1}}".getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders()
                            .add("Content-Type", "application/json; charset=utf-8");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Test
    void encodesAnAddress() {
        Http.get(at("/v1/{x}/y é?q={q}&t=+%2B:&u"), "a/b", "1+1&z");
        assertThat(sent)
                .startsWith("GET /v1/a%2Fb/y%20%C3%A9?q=1%2B1%26z&t=%2B%252B%3A&u\n")
                .contains("Accept: */*\n");

        Http.given().queryParam("q", "a+b", "c").queryParam("q", List.of("d", "e")).get(at("/v1"));
        assertThat(sent).startsWith("GET /v1?q=a%2Bb&q=c&q=d&q=e\n");
    }

    @Test
    void sendsAnAddressAsItIsIfTold() {
        Http.given().urlEncodingEnabled(false).queryParam("z", "%01").delete(at("/v1/%00?x=+"));

        assertThat(sent).startsWith("DELETE /v1/%00?x=+&z=%01\n");
    }

    @Test
    void sendsEveryValueOfAHeader() {
        Http.given().header("H", 1, "2").header("h", "3").get(at("/"));

        assertThat(sent).contains("H: [1, 2, 3]\n");
    }

    @Test
    void writesABodyAsJson() {
        var request = Http.given().contentType("application/json").body(Map.of("a", "é"));

        request.put(at("/"));
        assertThat(sent).startsWith("PUT ").endsWith("application/json\n{\"a\":\"é\"}");
        Http.given().spec(request).body("{}").accept("text/csv").patch(at("/"));
        assertThat(sent)
                .startsWith("PATCH ")
                .contains("Accept: text/csv\n")
                .endsWith("application/json\n{}");
        Http.given().body("x".getBytes(StandardCharsets.UTF_8)).post(at("/"));
        assertThat(sent).startsWith("POST ").endsWith("application/octet-stream\nx");
    }

    @Test
    void failsWithTheAnswer() {
        ValidatableResponse answer = Http.get(at("/")).then();

        assertThatCode(
                        () ->
                                answer.statusCode(200)
                                        .contentType("application/json")
                                        .header("Content-Type", "application/json; charset=utf-8")
                                        .header("Link", nullValue())
                                        .body("a.b", equalTo(1), "a.c", nullValue()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> answer.statusCode(404))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("status 200: {\"a\": {\"b\": 1}}");
        for (var wrong : List.of(equalTo("1"), equalTo(1L), nullValue())) {
            assertThatThrownBy(() -> answer.body("a.b", wrong)).isInstanceOf(AssertionError.class);
        }
        assertThatThrownBy(() -> answer.body("a.b", equalTo(1), "a.b", equalTo(2)))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> answer.contentType("application/problem+json"))
                .isInstanceOf(AssertionError.class);
    }
}
