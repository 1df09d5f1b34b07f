// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;

/** The server of a controller, which receives callbacks. */
final class CallbackReceiver implements AutoCloseable {

    /** A callback as it arrived. */
    record Received(String path, String domain, String signature, String body) {

        /** Whether the key of the published certificate signed these very bytes. */
        boolean isSignedBy(String pem) {
            try {
                var certificate =
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(
                                        new ByteArrayInputStream(
                                                pem.getBytes(StandardCharsets.US_ASCII)));
                var verifier =
                        Signature.getInstance(
                                certificate.getPublicKey().getAlgorithm().equals("EC")
                                        ? "SHA256withECDSA"
                                        : "SHA256withRSA");
                verifier.initVerify(certificate.getPublicKey());
                verifier.update(body.getBytes(StandardCharsets.UTF_8));
                return verifier.verify(Base64.getDecoder().decode(signature));
            } catch (GeneralSecurityException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /**
     * A server at the port where callbacks are allowed to go.
     *
     * @param answer the status for the how many-th callback to one path, from 1
     */
    CallbackReceiver(IntUnaryOperator answer) {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress("localhost", OpenDsrComponents.port()), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> receive(exchange, answer));
        server.start();
    }

    private void receive(HttpExchange exchange, IntUnaryOperator answer) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            received.add(
                    new Received(
                            exchange.getRequestURI().toString(),
                            headers.getFirst("X-OpenDSR-Processor-Domain"),
                            headers.getFirst("X-OpenDSR-Signature"),
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8)));
            String path = exchange.getRequestURI().toString();
            long count = received.stream().filter(one -> one.path().equals(path)).count();
            int status = answer.applyAsInt((int) count);
            exchange.getResponseHeaders().add("Location", "http://localhost:1/elsewhere");
            exchange.sendResponseHeaders(status, -1);
        }
    }

    /** What arrived so far, in order. */
    List<Received> received() {
        return List.copyOf(received);
    }

    /** An address of it. */
    static String url(String path) {
        return "http://localhost:" + OpenDsrComponents.port() + path;
    }

    /** The same, on the host where callbacks of the processor are allowed to go. */
    static String urlOfProcessor(String path) {
        return "http://127.0.0.1:" + OpenDsrComponents.port() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
