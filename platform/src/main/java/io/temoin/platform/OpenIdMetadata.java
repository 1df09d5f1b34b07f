// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a service fetches from an identity provider before it is ready: the metadata of OpenID
 * Connect Discovery 1.0 and a key set (RFC 7517) whose private key nobody has. For starts that sign
 * nobody in; whoever signs in needs Keycloak.
 */
public final class OpenIdMetadata implements AutoCloseable {

    private static final String REALM = "/realms/temoin";

    private final HttpServer server;

    private OpenIdMetadata(HttpServer server) {
        this.server = server;
    }

    /** Serves it on this port of the loopback interface. */
    public static OpenIdMetadata start(int port) {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            var keys = keys();
            server.createContext(
                    REALM + "/.well-known/openid-configuration",
                    exchange -> answer(exchange, metadata(issuer(port))));
            server.createContext(REALM + "/certs", exchange -> answer(exchange, keys));
            server.start();
            return new OpenIdMetadata(server);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The address of the issuer that is served on such a port. */
    public static String issuer(int port) {
        return "http://127.0.0.1:" + port + REALM;
    }

    private static String metadata(String issuer) {
        return """
        {"issuer": "%1$s", "jwks_uri": "%1$s/certs", "token_endpoint": "%1$s/token",
         "introspection_endpoint": "%1$s/introspect",
         "authorization_endpoint": "%1$s/auth", "response_types_supported": ["code"],
         "subject_types_supported": ["public"],
         "id_token_signing_alg_values_supported": ["RS256"]}"""
                .formatted(issuer);
    }

    private static String keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var key = (RSAPublicKey) generator.generateKeyPair().getPublic();
            return """
            {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "nobody", "n": "%s",
                       "e": "AQAB"}]}"""
                    .formatted(
                            Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(unsigned(key.getModulus().toByteArray())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the zero that {@code BigInteger} puts in front of a set first bit. */
    private static byte[] unsigned(byte[] number) {
        return Arrays.copyOfRange(number, number.length - 256, number.length);
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            var bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
