// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Publishes a signing key as consent-service does: a JWK set over HTTP. */
public final class ReceiptKeysServer implements QuarkusTestResourceLifecycleManager {

    private @Nullable HttpServer server;

    /** Called by Quarkus, which makes its test resources by reflection. */
    public ReceiptKeysServer() {}

    @Override
    public Map<String, String> start() {
        byte[] keys = Receipts.publishKeys().getBytes(StandardCharsets.UTF_8);
        try {
            HttpServer started =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext(
                    "/v1/keys",
                    exchange -> {
                        try (exchange) {
                            exchange.getResponseHeaders().add("Content-Type", "application/json");
                            exchange.sendResponseHeaders(200, keys.length);
                            exchange.getResponseBody().write(keys);
                        }
                    });
            started.start();
            server = started;
            return Map.of(
                    "TEMOIN_RECEIPT_JWKS_URL",
                    "http://127.0.0.1:" + started.getAddress().getPort() + "/v1/keys");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
