// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * That a request of HTTP/1.1 names one host and at most one caller, so that a proxy takes it for
 * the same one as the service. On a connection of its own each, and as the second of one.
 */
public final class OneHost {

    private static final int PATIENCE_MS = 20_000;
    private static final String ADDRESS = "/v1/event-schemas/x";
    private static final String WELL = request("HTTP/1.1", "Host: temoin\r\n");

    private static final List<String> NOT_ONE =
            List.of(
                    "",
                    "Host:\r\n",
                    "Host: a b\r\n",
                    "Host: temoin/x\r\n",
                    "Host: temoin\r\nHost: temoin\r\n",
                    "Host: temoin\r\nHost: evil.example\r\n",
                    "Host: temoin\r\nhost: temoin\r\n");

    /** Sends what no client would, and reads until the service closes. */
    @FunctionalInterface
    private interface Connection {
        String answers(String requests) throws IOException;
    }

    private OneHost() {}

    /** Asserts it on the port without TLS. */
    public static void isDemanded() throws IOException {
        isDemanded(OneHost::plain);
    }

    /**
     * Asserts it on the port with TLS, whether the client names a protocol in the handshake or not.
     *
     * @param trusted the certificate of {@link TlsPort}
     */
    public static void isDemandedWithTls(Certificate trusted) throws IOException {
        isDemanded(requests -> withTls(trusted, requests));
        isDemanded(requests -> withTls(trusted, requests, "http/1.1"));
    }

    private static void isDemanded(Connection connection) throws IOException {
        // Connections are looked at from when the service learns that its port is open.
        await().atMost(Duration.ofMillis(PATIENCE_MS))
                .until(() -> connection.answers(last("HTTP/1.1", "")).contains("Host header"));
        for (String hosts : NOT_ONE) {
            String refused = connection.answers(last("HTTP/1.1", hosts));
            assertThat(refused).as(hosts).startsWith("HTTP/1.1 400 ").contains("Host header");
            explains(refused);

            assertThat(connection.answers(WELL + last("HTTP/1.1", hosts)))
                    .as("the second: %s", hosts)
                    .startsWith("HTTP/1.1 404 ")
                    .contains("HTTP/1.1 400 ", "Host header");
        }
        for (String host :
                List.of("Host: temoin:8080\r\n", "Host: [::1]:8080\r\n", "HOST: 192.0.2.1\r\n")) {
            assertThat(connection.answers(last("HTTP/1.1", host)))
                    .as(host)
                    .startsWith("HTTP/1.1 404 ");
        }
        for (String host : List.of("", "Host: temoin\r\n")) {
            assertThat(connection.answers(last("HTTP/1.0", host)))
                    .as(host)
                    .startsWith("HTTP/1.0 404 ");
        }
        // Nor can a client say that it is at fault, or that it is not.
        String mark = "Temoin-Host-Fault: 1\r\n";
        assertThat(connection.answers(last("HTTP/1.1", "Host: temoin\r\n" + mark)))
                .startsWith("HTTP/1.1 404 ");

        String callers = "Host: temoin\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n";
        String refused = connection.answers(last("HTTP/1.1", callers));
        assertThat(refused).startsWith("HTTP/1.1 400 ").contains("Authorization header");
        explains(refused);
    }

    private static void explains(String answer) {
        assertThat(answer)
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("urn:problem:temoin:request-invalid");
    }

    private static String last(String version, String headers) {
        return request(version, headers + "Connection: close\r\n");
    }

    private static String request(String version, String headers) {
        return "GET %s %s\r\n%s\r\n".formatted(ADDRESS, version, headers);
    }

    private static String plain(String requests) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            return answers(socket, requests);
        }
    }

    private static String withTls(Certificate trusted, String requests, String... protocols)
            throws IOException {
        try (SSLSocket socket =
                (SSLSocket)
                        TlsPort.trusting(trusted)
                                .getSocketFactory()
                                .createSocket(TlsPort.HOST, TlsPort.number())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(protocols);
            socket.setSSLParameters(parameters);
            return answers(socket, requests);
        }
    }

    private static String answers(Socket socket, String requests) throws IOException {
        socket.setSoTimeout(PATIENCE_MS);
        socket.getOutputStream().write(requests.getBytes(US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
